package dev.parlando.internal.connect;

/** The protocol of a connection. */
public enum Protocol {
    /** HTTP/2 over TLS, by ALPN. */
    H2("h2"),
    /** HTTP/2 in cleartext, with prior knowledge. */
    H2C("h2c"),
    /** HTTP/1.1, over TLS if ALPN does not select HTTP/2, and in cleartext if the server does not speak HTTP/2. */
    HTTP_1_1("http/1.1");

    private final String token;

    Protocol(String token) {
        this.token = token;
    }

    /** Returns the ALPN protocol identifier (RFC 7301), which results and reports show. */
    public String token() {
        return token;
    }
}
