"""What people read afterwards: class report, feedback pages, progress, exports."""
