package dev.parlando.benchmarks.endtoend.fleet;

/** A limit of requests in front of an engine. */
interface RequestGate {
    /** Lets every request pass. */
    RequestGate NONE = new RequestGate() {
        @Override
        public void enter() {}

        @Override
        public void leave() {}
    };

    /** Waits until a request may start. */
    void enter();

    /** Called when the request has ended. */
    void leave();
}
