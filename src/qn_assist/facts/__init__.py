"""What the shop knows beside the ticket: shipments, stock, areas, agreements, contacts."""
