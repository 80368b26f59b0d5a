package dev.parlando.fault;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** One connection of a raw peer, as byte streams. Owned by the thread that serves it. */
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

    /** Starts TLS on the connection. */
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

    /** Returns the number of this connection on its server, from 1. */
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

    /** Closes the server side with a TLS close_notify, which marks the data as complete. */
    void closeTls() throws IOException {
        socket.shutdownOutput();
    }

    /** Closes the server side of TCP without a TLS close_notify, and waits until the client closes. */
    void cut() throws IOException {
        tcp.shutdownOutput();
        tcp.getInputStream().transferTo(OutputStream.nullOutputStream());
        tcp.close();
    }

    /** Resets TCP, which can overtake sent data. */
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
