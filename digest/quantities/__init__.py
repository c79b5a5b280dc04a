"""Reading and writing quantities in Chinese and English."""
