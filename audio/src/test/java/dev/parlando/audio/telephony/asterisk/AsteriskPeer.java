package dev.parlando.audio.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.UUID;

/** The side of Asterisk in an AudioSocket connection, which sends bytes as the test demands. Confined to the test. */
final class AsteriskPeer implements AutoCloseable {
    static final UUID CALL = UUID.fromString("40325ec2-5efd-4bd3-805f-53576e581d13");
    /** The first message of {@link #CALL}. */
    static final String UUID_MESSAGE = "01 0010 40325ec25efd4bd3805f53576e581d13";

    private static final int PATIENCE_MILLIS = 30_000;
    private static final int SMALL_BUFFER_BYTES = 4096;

    private final Socket socket = new Socket();
    private final DataInputStream in;

    AsteriskPeer(InetSocketAddress server) throws IOException {
        socket.setReceiveBufferSize(SMALL_BUFFER_BYTES);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(server);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Sends bytes given in hexadecimal digits. */
    AsteriskPeer send(String hex) throws IOException {
        socket.getOutputStream().write(AudioSocketReaderTest.bytes(hex));
        return this;
    }

    AsteriskPeer send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Waits for a message and returns its payload. */
    byte[] receive(int kind) throws IOException {
        assertThat(in.readUnsignedByte()).isEqualTo(kind);
        byte[] payload = new byte[in.readUnsignedShort()];
        in.readFully(payload);
        return payload;
    }

    /** Waits until the server has ended the connection. */
    void awaitEnd() throws IOException {
        try {
            assertThat(in.read()).isEqualTo(-1);
        } catch (SocketException reset) {
            // There was unread data.
        }
    }

    /** Ends the connection without the usual exchange, as a crash does. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
