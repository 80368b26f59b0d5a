package dev.parlando.fault;

/**
 * Is one row of the fault table: what goes wrong, and what the caller of the engine must see. Immutable.
 *
 * @param group theme
 * @param name what goes wrong, in a few words
 * @param wire what is spoken
 * @param script makes it go wrong
 * @param expected what the caller must see
 */
record Fault(String group, String name, WireProtocol wire, Script script, Expectation expected) {
    /** Plays one fault and returns what the caller saw of it; it fails with an error if a side condition is broken. */
    @FunctionalInterface
    interface Script {
        StreamOutcome run(FaultFixture scene) throws Exception;
    }

    /** Returns the line that stands for this row in lists of tests. */
    String title() {
        return name + " · " + wire.token();
    }
}
