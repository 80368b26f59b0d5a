package dev.parlando.fault;

/**
 * One row of the fault table: a fault and the outcome that the caller must see. Immutable.
 *
 * @param group topic
 * @param name short description of the fault
 * @param wire the protocol of the peer
 * @param script causes the fault
 * @param expected the outcome that the caller must see
 */
record Fault(String group, String name, WireProtocol wire, Script script, Expectation expected) {
    /** Runs one fault and returns the outcome for the caller. Throws an error if a side condition is violated. */
    @FunctionalInterface
    interface Script {
        StreamOutcome run(FaultFixture scene) throws Exception;
    }

    /** Returns the title of this row in lists of tests. */
    String title() {
        return name + " · " + wire.token();
    }
}
