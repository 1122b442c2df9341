"""The registers of 调度 in a county's sheets: 问题台账, 走访记录, 银企对接表 → records."""
