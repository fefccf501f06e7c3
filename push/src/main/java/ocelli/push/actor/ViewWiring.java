package ocelli.push.actor;

import ocelli.push.jdbc.ViewStore;

/** What views share. */
record ViewWiring(
    ViewStore store,
    SliceJournal journal,
    Lane.Wiring lanes,
    ViewLimits limits,
    FetchedMeter fetched) {}
