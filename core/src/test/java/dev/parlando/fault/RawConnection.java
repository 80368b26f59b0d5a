package dev.parlando.fault;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Is one connection as a raw peer sees it: bytes in, bytes out. Owned by the thread that serves it. */
final class RawConnection implements AutoCloseable {
    private final Socket tcp;
    private final int number;
    private Socket socket;
    private DataInputStream in;
    private OutputStream out;

    RawConnection(Socket tcp, int number) throws IOException {
        this.tcp = tcp;
        this.number = number;
        tcp.setTcpNoDelay(true);
        use(tcp);
    }

    private void use(Socket layer) throws IOException {
        socket = layer;
        in = new DataInputStream(layer.getInputStream());
        out = layer.getOutputStream();
    }

    /** Puts TLS on top. */
    void startTls(SSLContext context, String alpn) throws IOException {
        SSLSocket layer = (SSLSocket) context.getSocketFactory().createSocket(tcp, null, tcp.getPort(), true);
        layer.setUseClientMode(false);
        if (!alpn.isEmpty()) {
            SSLParameters parameters = layer.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {alpn});
            layer.setSSLParameters(parameters);
        }
        layer.startHandshake();
        use(layer);
    }

    /** Returns which connection of its server this is, from 1. */
    int number() {
        return number;
    }

    DataInputStream in() {
        return in;
    }

    void send(byte[]... pieces) throws IOException {
        for (byte[] piece : pieces) {
            out.write(piece);
        }
        out.flush();
    }

    /** Ends our side with the farewell of TLS, which tells the client that nothing was lost. */
    void closeTls() throws IOException {
        socket.shutdownOutput();
    }

    /** Ends our side of TCP, with no farewell from TLS, and lets the client find out. */
    void cut() throws IOException {
        tcp.shutdownOutput();
        tcp.getInputStream().transferTo(OutputStream.nullOutputStream());
        tcp.close();
    }

    /** Resets TCP, which may overtake what was sent. */
    void resetTcp() throws IOException {
        tcp.setSoLinger(true, 0);
        tcp.close();
    }

    /** Reads until the client closes. */
    void drain() throws IOException {
        if (!tcp.isClosed()) {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }

    @Override
    public void close() throws IOException {
        tcp.close();
    }
}
