package dev.parlando.fault;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The server side of one HTTP/1.1 connection, written and read line by line. Owned by the thread that serves it. */
final class Http1Peer {
    /** Serves one connection. */
    @FunctionalInterface
    interface Script {
        void serve(Http1Peer peer) throws IOException;
    }

    static final String AUDIO = "HTTP/1.1 200 OK\r\nContent-Type: audio/pcm\r\n";

    /** The start of the HTTP/2 connection preface, which reads like a request. */
    static final String PREFACE = "PRI * HTTP/2.0";

    private final RawConnection connection;

    Http1Peer(RawConnection connection) {
        this.connection = connection;
    }

    RawConnection connection() {
        return connection;
    }

    /** Reads a request with its body, and returns the request line and headers. */
    String request() throws IOException {
        StringBuilder head = new StringBuilder();
        int bodyBytes = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.append(line).append('\n');
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                bodyBytes =
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        connection.in().readFully(new byte[bodyBytes]);
        return head.toString();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = connection.in().read();
                next != '\n';
                next = connection.in().read()) {
            if (next < 0) {
                throw new EOFException("the client is gone");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    void send(String text) throws IOException {
        connection.send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] body) throws IOException {
        connection.send(body);
    }

    /** Sends a valid response with a Content-Length, without its last bytes. */
    void audio(int bytes, int missingBytes) throws IOException {
        String head = AUDIO + "Content-Length: " + bytes + "\r\n\r\n";
        send(Frames.join(head.getBytes(StandardCharsets.ISO_8859_1), new byte[bytes - missingBytes]));
    }

    void chunk(int bytes) throws IOException {
        send(Integer.toHexString(bytes) + "\r\n");
        send(new byte[bytes]);
        send("\r\n");
    }

    /** Refuses the HTTP/2 preface of a client, as most servers without HTTP/2 do. */
    void refusePreface() throws IOException {
        send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        cut();
    }

    void cut() throws IOException {
        connection.cut();
    }
}
