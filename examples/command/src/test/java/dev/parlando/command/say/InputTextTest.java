package dev.parlando.command.say;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.InvalidRequestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InputTextTest {
    private final Typing typing = new Typing();
    private final Receiver receiver = new Receiver();

    @Test
    void returnsWholeTextOfStreamThatHasEnded() {
        InputText text = InputText.read(new ByteArrayInputStream("Hello\n".getBytes(StandardCharsets.UTF_8)));
        text.awaitEnd();
        assertThat(text.whole()).isEqualTo("Hello\n");
    }

    @Test
    void publishesTextAfterStartOnDemand() throws Exception {
        InputText text = InputText.read(typing);
        typing.type(" \n");
        typing.type("Hello ");
        text.awaitText();
        assertThat(text.whole()).isNull();
        assertThat(text.takeStart()).isEqualTo(" \nHello ");
        text.subscribe(receiver);
        receiver.demand(1);
        typing.type("there");
        assertThat(receiver.next()).isEqualTo("there");
        typing.type(".");
        receiver.demand(2);
        assertThat(receiver.next()).isEqualTo(".");
        typing.end();
        receiver.end.get(30, TimeUnit.SECONDS);
    }

    @Test
    void endOfStreamBeforeSubscriptionEndsSubscriber() throws Exception {
        InputText text = InputText.read(typing);
        typing.type("Hello");
        text.awaitText();
        text.takeStart();
        typing.end();
        text.subscribe(receiver);
        receiver.demand(1);
        receiver.end.get(30, TimeUnit.SECONDS);
    }

    @Test
    void invalidBytesFailSubscriber() {
        InputText text = InputText.read(typing);
        typing.type("Hello");
        text.awaitText();
        text.takeStart();
        text.subscribe(receiver);
        receiver.demand(1);
        typing.typeBytes(new byte[] {(byte) 0xFF, (byte) 0xFF});
        assertThatThrownBy(() -> receiver.end.get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("not valid UTF-8");
    }

    @Test
    void invalidStartFails() {
        InputText text = InputText.read(new ByteArrayInputStream(new byte[] {'a', (byte) 0xFC}));
        assertThatThrownBy(text::awaitEnd).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void streamThatCannotBeReadFails() {
        InputText text = InputText.read(new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Is a directory");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }
        });
        assertThatThrownBy(text::awaitText)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("standard input: cannot be read: Is a directory");
    }

    /** A stream whose bytes arrive one piece at a time. */
    private static final class Typing extends InputStream {
        private static final byte[] END = {};
        private final BlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>();

        void type(String text) {
            typeBytes(text.getBytes(StandardCharsets.UTF_8));
        }

        void typeBytes(byte[] bytes) {
            pieces.add(bytes);
        }

        void end() {
            pieces.add(END);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                byte[] piece = pieces.take();
                System.arraycopy(piece, 0, target, offset, piece.length);
                return piece.length == 0 ? -1 : piece.length;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Receiver implements Flow.Subscriber<String> {
        private final BlockingQueue<String> items = new LinkedBlockingQueue<>();
        private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
        final CompletableFuture<Void> end = new CompletableFuture<>();

        void demand(long count) {
            subscription.join().request(count);
        }

        String next() throws InterruptedException {
            return String.valueOf(items.poll(30, TimeUnit.SECONDS));
        }

        @Override
        public void onSubscribe(Flow.Subscription newSubscription) {
            subscription.complete(newSubscription);
        }

        @Override
        public void onNext(String item) {
            items.add(item);
        }

        @Override
        public void onError(Throwable failure) {
            end.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            end.complete(null);
        }
    }
}
