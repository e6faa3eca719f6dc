"""The school's ERP."""
