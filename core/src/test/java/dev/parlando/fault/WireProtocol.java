package dev.parlando.fault;

/** Names what a scripted peer speaks. */
enum WireProtocol {
    /** HTTP/2 in the clear. */
    H2C("h2c", ""),
    /** HTTP/2 over TLS. */
    H2("h2", "h2"),
    /** HTTP/1.1 over TLS. */
    HTTP_1_1("http/1.1", "http/1.1");

    private final String token;
    private final String alpn;

    WireProtocol(String token, String alpn) {
        this.token = token;
        this.alpn = alpn;
    }

    String token() {
        return token;
    }

    /** Returns what the server offers by ALPN; empty in the clear. */
    String alpn() {
        return alpn;
    }

    boolean secure() {
        return this != H2C;
    }
}
