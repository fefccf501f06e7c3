package ocelli.trials.checker;

/**
 * A figure beside what is wanted of it. No invariant: it says as much of the machine.
 *
 * @param what was measured
 * @param wanted with its unit
 * @param seen the worst of it, with its unit
 */
public record Target(String what, String wanted, String seen, boolean held) {}
