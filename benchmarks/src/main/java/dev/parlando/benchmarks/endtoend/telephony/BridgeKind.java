package dev.parlando.benchmarks.endtoend.telephony;

import dev.parlando.benchmarks.endtoend.peers.ServerEndpoint;
import java.util.Locale;

/** The compared bridges. */
enum BridgeKind {
    /** Telephone legs on one packet clock. */
    PARLANDO,
    /** The JDK's HTTP client, with a reading thread and a scheduled executor per call. */
    SCHEDULER,
    /** The JDK's HTTP client, with a thread per call that reads, sleeps and sends, as mjSIP does. */
    THREAD;

    /** Returns a bridge without calls. */
    CallBridge open(ServerEndpoint server) throws Exception {
        return switch (this) {
            case PARLANDO -> new ParlandoBridge(server);
            case SCHEDULER -> new JdkBridge(server, ScheduledCall::new);
            case THREAD -> new JdkBridge(server, ThreadCall::new);
        };
    }

    /** Returns the name in tables and arguments. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
