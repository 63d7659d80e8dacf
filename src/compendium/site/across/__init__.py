"""What the pages across the plans show: the audit, pair by pair, and the plans side by side."""
