package dev.parlando.benchmarks.endtoend.peers;

import java.util.Locale;

/** The measured clients. */
public enum Peer {
    /** Parlando. */
    PARLANDO,
    /** The baseline, which is Netty's codec and a handler that counts bytes. */
    NETTY,
    /** {@code java.net.http.HttpClient}. */
    JDK,
    /** OkHttp. */
    OKHTTP,
    /** reactor-netty. */
    REACTOR;

    /** Creates a client of this kind with its own default settings. It opens no connection yet. */
    public PeerClient open(ServerEndpoint site) throws Exception {
        return switch (this) {
            case PARLANDO -> new ParlandoPeerClient(site);
            case NETTY -> new NettyPeerClient(site);
            case JDK -> new JdkPeerClient(site);
            case OKHTTP -> new OkHttpPeerClient(site);
            case REACTOR -> new ReactorPeerClient(site);
        };
    }

    /** Returns the name in tables and arguments. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
