package dev.parlando.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests that a connection that does not read is not silent, in fake time. */
class WebSocketReadingTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Listener listener = new Listener();

    /** A listener that keeps the connection and its end. */
    private static final class Listener implements WebSocketListener {
        private @Nullable WebSocketClose closed;

        @Override
        public void onText(ByteBuffer utf8) {}

        @Override
        public void onBinary(ByteBuffer bytes) {}

        @Override
        public void onClose(WebSocketClose close) {
            closed = close;
        }
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private WebSocketConnection open() {
        channel.freezeTime();
        WebSocketSettings settings = WebSocketSettings.DEFAULT.withSilence(Duration.ofSeconds(3), null);
        WebSocketConnection connection = new WebSocketConnection(channel, listener, settings, null, true);
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void handlerAdded(ChannelHandlerContext ctx) {
                new WebSocketHandler(connection, listener, settings).install(ctx);
            }
        });
        return connection;
    }

    private void pass(int seconds) {
        for (int second = 0; second < seconds; second++) {
            channel.advanceTimeBy(1, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    @Test
    void limitOnSilenceRunsOnlyWhileTheConnectionReads() {
        WebSocketConnection connection = open();
        connection.setReading(false);
        assertThat(channel.config().isAutoRead()).isFalse();
        pass(20);
        assertThat(connection.isOpen()).isTrue();
        connection.setReading(true);
        assertThat(channel.config().isAutoRead()).isTrue();
        pass(7);
        assertThat(connection.isOpen()).isFalse();
        assertThat(listener.closed).isNotNull();
    }
}
