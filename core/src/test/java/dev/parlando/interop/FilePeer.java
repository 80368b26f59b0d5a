package dev.parlando.interop;

import dev.parlando.interop.Peer.Protocol;

/** Names the servers through which a file must come whole. */
enum FilePeer {
    NGHTTPD,
    NGHTTPD_IN_THE_CLEAR,
    /** Pads its frames at random, ends with trailers instead of a DATA frame, and does not say how long the audio is. */
    NGHTTPD_WITH_PADDING_AND_TRAILERS,
    NGINX,
    NGINX_IN_THE_CLEAR,
    NODE,
    NODE_IN_THE_CLEAR,
    /** Passes requests on by HTTP/2 in the clear. */
    HAPROXY_BEFORE_NGHTTPD,
    /** Passes requests on by HTTP/1.1 in the clear; over TLS, HAProxy 2.6 now and then keeps the end of an answer. */
    HAPROXY_BEFORE_NGINX,
    /** Passes requests on by HTTP/2 over TLS. */
    HAPROXY_BEFORE_NODE;

    private static final int MANY_REQUESTS = 1000;

    Peer start(Site site) throws Exception {
        return switch (this) {
            case NGHTTPD -> Peer.nghttpd(site, Protocol.H2);
            case NGHTTPD_IN_THE_CLEAR -> Peer.nghttpd(site, Protocol.H2C);
            case NGHTTPD_WITH_PADDING_AND_TRAILERS ->
                Peer.nghttpd(site, Protocol.H2, "--padding=255", "--trailer=x-checksum: none", "--no-content-length");
            case NGINX -> Peer.nginx(site, Protocol.H2, MANY_REQUESTS);
            case NGINX_IN_THE_CLEAR -> Peer.nginx(site, Protocol.H2C, MANY_REQUESTS);
            case NODE -> Peer.node(site, Protocol.H2);
            case NODE_IN_THE_CLEAR -> Peer.node(site, Protocol.H2C);
            case HAPROXY_BEFORE_NGHTTPD -> Peer.haproxy(NGHTTPD_IN_THE_CLEAR.start(site), "proto h2");
            case HAPROXY_BEFORE_NGINX -> Peer.haproxy(Peer.nginxHttp1(site), "");
            case HAPROXY_BEFORE_NODE -> Peer.haproxy(NODE.start(site), "ssl verify none alpn h2");
        };
    }
}
