package dev.parlando.benchmarks.endtoend.peers;

import java.util.Locale;

/** Names the clients that are measured. */
public enum Peer {
    /** This library. */
    PARLANDO,
    /** The limit: Netty's codec and a handler that counts. */
    NETTY,
    /** {@code java.net.http.HttpClient}. */
    JDK,
    /** OkHttp. */
    OKHTTP,
    /** reactor-netty. */
    REACTOR;

    /** Makes a client of this kind, with its own defaults; it opens no connection yet. */
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
