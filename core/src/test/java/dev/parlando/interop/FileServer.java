package dev.parlando.interop;

import dev.parlando.interop.InteropServer.Protocol;

/** Names the servers through which a file must come whole. */
enum FileServer {
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

    InteropServer start(ServedFiles site) throws Exception {
        return switch (this) {
            case NGHTTPD -> InteropServer.nghttpd(site, Protocol.H2);
            case NGHTTPD_IN_THE_CLEAR -> InteropServer.nghttpd(site, Protocol.H2C);
            case NGHTTPD_WITH_PADDING_AND_TRAILERS ->
                InteropServer.nghttpd(
                        site, Protocol.H2, "--padding=255", "--trailer=x-checksum: none", "--no-content-length");
            case NGINX -> InteropServer.nginx(site, Protocol.H2, MANY_REQUESTS);
            case NGINX_IN_THE_CLEAR -> InteropServer.nginx(site, Protocol.H2C, MANY_REQUESTS);
            case NODE -> InteropServer.node(site, Protocol.H2);
            case NODE_IN_THE_CLEAR -> InteropServer.node(site, Protocol.H2C);
            case HAPROXY_BEFORE_NGHTTPD -> InteropServer.haproxy(NGHTTPD_IN_THE_CLEAR.start(site), "proto h2");
            case HAPROXY_BEFORE_NGINX -> InteropServer.haproxy(InteropServer.nginxHttp1(site), "");
            case HAPROXY_BEFORE_NODE -> InteropServer.haproxy(NODE.start(site), "ssl verify none alpn h2");
        };
    }
}
