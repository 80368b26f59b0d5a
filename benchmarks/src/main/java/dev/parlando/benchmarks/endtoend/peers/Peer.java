package dev.parlando.benchmarks.endtoend.peers;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The measured clients. */
public enum Peer {
    /** Parlando. */
    PARLANDO,
    /** Parlando with a handler that is called on the event loop. */
    PARLANDO_LOOP,
    /** The baseline, which is Netty's codec and a handler that counts bytes. */
    NETTY,
    /** {@code java.net.http.HttpClient}. */
    JDK,
    /** OkHttp. */
    OKHTTP,
    /** reactor-netty. */
    REACTOR,
    /** The baseline with a plain queue to another thread. */
    NETTY_QUEUE,
    /** The baseline with a Disruptor ring to another thread. */
    NETTY_RING;

    /** The clients that users may choose between, and the baseline. */
    public static final Set<Peer> CLIENTS = Collections.unmodifiableSet(EnumSet.range(PARLANDO, REACTOR));

    /** Creates a client of this kind with its own default settings. It opens no connection yet. */
    public PeerClient open(ServerEndpoint site) throws Exception {
        return switch (this) {
            case PARLANDO -> new ParlandoPeerClient(site, false);
            case PARLANDO_LOOP -> new ParlandoPeerClient(site, true);
            case NETTY -> new NettyPeerClient(site, new Handoff.Direct());
            case JDK -> new JdkPeerClient(site);
            case OKHTTP -> new OkHttpPeerClient(site);
            case REACTOR -> new ReactorPeerClient(site);
            case NETTY_QUEUE -> new NettyPeerClient(site, new QueueHandoff());
            case NETTY_RING -> new NettyPeerClient(site, new RingHandoff());
        };
    }

    /** Returns the name in tables and arguments. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
