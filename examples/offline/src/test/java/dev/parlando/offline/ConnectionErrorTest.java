package dev.parlando.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionErrorTest {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EMPTY_SETTINGS = HexFormat.of().parseHex("000000040000000000");
    private static final byte[] WINDOW_UPDATE_OF_UNKNOWN_STREAM = HexFormat.of().parseHex("00000408000000000100001000");

    private final Logger netty = Logger.getLogger("io.netty.channel.DefaultChannelPipeline");
    private final Queue<LogRecord> warnings = new ConcurrentLinkedQueue<>();
    private final Handler collector = new Handler() {
        @Override
        public void publish(LogRecord message) {
            if (message.getLevel().equals(Level.WARNING)) {
                warnings.add(message);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void collectWarnings() {
        netty.addHandler(collector);
    }

    @AfterEach
    void endCollection() {
        netty.removeHandler(collector);
    }

    @Test
    void endsConnectionOfFaultyClientWithoutWarning() throws IOException {
        try (OfflineVoiceServer server = OfflineVoiceServer.builder().start()) {
            try (Socket client = new Socket(
                    InetAddress.getLoopbackAddress(), server.baseUri().getPort())) {
                client.getOutputStream().write(PREFACE);
                client.getOutputStream().write(EMPTY_SETTINGS);
                client.getOutputStream().write(WINDOW_UPDATE_OF_UNKNOWN_STREAM);
                assertThat(client.getInputStream().readAllBytes()).isNotEmpty(); // Ends with GOAWAY.
            }
        }
        assertThat(warnings).extracting(LogRecord::getMessage).isEmpty();
    }
}
