package dev.parlando.interop;

import dev.parlando.interop.InteropServer.Protocol;

/** The servers from which a file must arrive unchanged. */
enum FileServer {
    NGHTTPD,
    NGHTTPD_IN_THE_CLEAR,
    /** Pads its frames at random, ends with trailers instead of a DATA frame, and sends no Content-Length. */
    NGHTTPD_WITH_PADDING_AND_TRAILERS,
    NGINX,
    NGINX_IN_THE_CLEAR,
    NODE,
    NODE_IN_THE_CLEAR,
    /** Forwards requests over HTTP/2 in cleartext. */
    HAPROXY_BEFORE_NGHTTPD,
    /**
     * Forwards requests over HTTP/1.1 in cleartext. Over TLS, HAProxy 2.6 occasionally withholds the end of a response.
     */
    HAPROXY_BEFORE_NGINX,
    /** Forwards requests over HTTP/2 with TLS. */
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
