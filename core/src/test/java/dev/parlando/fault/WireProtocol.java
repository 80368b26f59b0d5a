package dev.parlando.fault;

/** The protocols of a scripted peer. */
enum WireProtocol {
    /** HTTP/2 in cleartext. */
    H2C("h2c", ""),
    /** HTTP/2 over TLS. */
    H2("h2", "h2"),
    /** HTTP/1.1 over TLS. */
    HTTP_1_1("http/1.1", "http/1.1"),
    /** HTTP/1.1 in cleartext, which clients find out by trying HTTP/2. */
    HTTP_1_1_CLEARTEXT("http/1.1 cleartext", "");

    private final String token;
    private final String alpn;

    WireProtocol(String token, String alpn) {
        this.token = token;
        this.alpn = alpn;
    }

    String token() {
        return token;
    }

    /** Returns the protocol that the server offers by ALPN; empty for cleartext. */
    String alpn() {
        return alpn;
    }

    boolean secure() {
        return this != H2C && this != HTTP_1_1_CLEARTEXT;
    }
}
