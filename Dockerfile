# docker build -t plans-in-numbers . && docker run --rm -p 8000:8000 plans-in-numbers
FROM python:3.12-slim AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends make \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home builder
USER builder
WORKDIR /home/builder/compendium
COPY --chown=builder:builder . .
RUN make book

FROM python:3.12-slim
RUN useradd --create-home reader
USER reader
WORKDIR /home/reader
COPY --from=build /home/builder/compendium/site site
EXPOSE 8000
CMD ["python", "-m", "http.server", "8000", "--directory", "site"]
