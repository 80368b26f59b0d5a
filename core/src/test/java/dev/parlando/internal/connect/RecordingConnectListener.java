package dev.parlando.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.error.ParlandoException;
import io.netty.channel.Channel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Listener that waits for the outcome of a connection attempt and fails if it is reported twice. */
final class RecordingConnectListener implements Connector.Listener {
    private final CompletableFuture<Void> reached = new CompletableFuture<>();
    private final CompletableFuture<Channel> channel = new CompletableFuture<>();
    private final CompletableFuture<Protocol> protocol = new CompletableFuture<>();

    @Override
    public void onTcpConnected() {
        assertThat(channel).isNotDone();
        assertThat(reached.complete(null)).isTrue();
    }

    @Override
    public void onConnected(Channel connected, Protocol spoken) {
        assertThat(connected.eventLoop().inEventLoop()).isTrue();
        assertThat(reached).isDone();
        assertThat(protocol.complete(spoken)).isTrue();
        channel.complete(connected);
    }

    @Override
    public void onConnectFailed(ParlandoException error) {
        assertThat(channel.completeExceptionally(error)).isTrue();
        protocol.completeExceptionally(error);
    }

    Channel channel() {
        return channel.orTimeout(30, TimeUnit.SECONDS).join();
    }

    Protocol protocol() {
        return protocol.orTimeout(30, TimeUnit.SECONDS).join();
    }

    boolean isKnown() {
        return channel.isDone();
    }

    /** Returns the error of the attempt; fails if the attempt succeeded. */
    <E extends ParlandoException> E error(Class<E> type) {
        Throwable failure = channel.handle((connected, error) -> error)
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        assertThat(failure).isInstanceOf(type);
        return type.cast(failure);
    }
}
