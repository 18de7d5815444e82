"""The subject: concentration, RFM, lists, clusters, profiles, tags, lifetime value, levels, migration."""
