package dev.parlando.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.EngineClosedException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.TruncatedAudioException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeechPublisherTest {
    private final ScriptedSpeechSource source = new ScriptedSpeechSource();
    private final SpeechPublisher publisher = new SpeechPublisher(source, SpeechRequest.of("Hello"));

    /** Subscriber that records its signals. */
    private static class Notes implements Flow.Subscriber<ByteBuffer> {
        final List<String> events = new ArrayList<>();
        final List<ByteBuffer> buffers = new ArrayList<>();
        Flow.@Nullable Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            events.add("subscribed");
        }

        @Override
        public void onNext(ByteBuffer buffer) {
            buffers.add(buffer);
            events.add("next " + buffer.remaining());
        }

        @Override
        public void onError(Throwable error) {
            events.add("error " + error.getClass().getSimpleName() + ' ' + error.getMessage());
        }

        @Override
        public void onComplete() {
            events.add("complete");
        }

        Flow.Subscription subscription() {
            return Objects.requireNonNull(subscription);
        }
    }

    private static Notes onSubscribing(Consumer<Flow.Subscription> reaction) {
        return new Notes() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                super.onSubscribe(subscription);
                reaction.accept(subscription);
            }
        };
    }

    private Notes subscribed() {
        Notes notes = new Notes();
        publisher.subscribe(notes);
        return notes;
    }

    @Test
    void sendsOneRequestForEachSubscription() {
        assertThat(source.requests()).isZero();
        subscribed();
        subscribed();
        assertThat(source.requests()).isEqualTo(2);
    }

    @Test
    void deliversOnlyRequestedChunks() {
        Notes notes = subscribed();
        source.stream()
                .chunk((byte) 1)
                .chunk((byte) 2, (byte) 3)
                .chunk((byte) 4)
                .end();
        assertThat(notes.events).containsExactly("subscribed");

        notes.subscription().request(1);
        assertThat(notes.events).containsExactly("subscribed", "next 1");
        notes.subscription().request(2);
        assertThat(notes.events).containsExactly("subscribed", "next 1", "next 2", "next 1", "complete");
    }

    @Test
    void holdsStreamWithoutDemand() {
        Notes notes = subscribed();
        source.stream().chunk((byte) 1).chunk((byte) 2);
        assertThat(source.stream().isHeld()).isTrue();
        notes.subscription().request(2);
        assertThat(source.stream().isHeld()).isFalse();
        source.stream().chunk((byte) 3);
        assertThat(source.stream().isHeld()).isTrue();
    }

    @Test
    void resumesOnlyStreamThatIsHeld() {
        Notes notes = subscribed();
        notes.subscription().request(1);
        source.stream().chunk((byte) 1);
        notes.subscription().request(1);
        notes.subscription().request(1);
        assertThat(source.stream().resumes()).isZero();

        source.stream().chunk((byte) 2).chunk((byte) 3).chunk((byte) 4);
        notes.subscription().request(1);
        notes.subscription().request(1);
        assertThat(source.stream().resumes()).isEqualTo(1);
        assertThat(notes.events).containsExactly("subscribed", "next 1", "next 1", "next 1", "next 1");
    }

    @Test
    void treatsMaximumDemandAsUnbounded() {
        Notes notes = subscribed();
        notes.subscription().request(Long.MAX_VALUE);
        notes.subscription().request(Long.MAX_VALUE);
        source.stream().chunk((byte) 1).chunk((byte) 2).chunk((byte) 3).end();
        assertThat(notes.events).containsExactly("subscribed", "next 1", "next 1", "next 1", "complete");
    }

    @Test
    void completesWithoutDemand() {
        Notes notes = subscribed();
        source.stream().end();
        assertThat(notes.events).containsExactly("subscribed", "complete");
    }

    @Test
    void servesDemandBeforeStreamStart() {
        Notes notes = onSubscribing(subscription -> subscription.request(1));
        source.playing(stream -> stream.chunk((byte) 1).chunk((byte) 2));
        publisher.subscribe(notes);
        assertThat(notes.events).containsExactly("subscribed", "next 1");
    }

    @Test
    void servesDemandDuringStreamStart() {
        Notes notes = new Notes();
        source.playing(stream -> {
            stream.chunk((byte) 1);
            assertThat(stream.isHeld()).isTrue();
            notes.subscription().request(1);
        });
        publisher.subscribe(notes);
        assertThat(notes.events).containsExactly("subscribed", "next 1");
    }

    @Test
    void publishesIndependentBuffers() {
        Notes notes = onSubscribing(subscription -> subscription.request(9));
        publisher.subscribe(notes);
        byte[] network = {1, 2, 3};
        source.stream().chunk(network);
        network[0] = 9;
        assertThat(notes.buffers.get(0)).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }

    @Test
    void sendsNoRequestWhenCancelledInOnSubscribe() {
        Notes notes = onSubscribing(Flow.Subscription::cancel);
        publisher.subscribe(notes);
        assertThat(source.requests()).isZero();
        assertThat(notes.events).containsExactly("subscribed");
    }

    @Test
    void cancelsStreamCancelledDuringStart() {
        Notes notes = new Notes();
        source.playing(stream -> notes.subscription().cancel());
        publisher.subscribe(notes);
        assertThat(source.stream().cancels()).isPositive();
        assertThat(notes.events).containsExactly("subscribed");
    }

    @Test
    void emitsNothingAfterCancelInOnNext() {
        Notes notes = new Notes() {
            @Override
            public void onNext(ByteBuffer buffer) {
                super.onNext(buffer);
                subscription().cancel();
            }
        };
        publisher.subscribe(notes);
        notes.subscription().request(9);
        source.stream().chunk((byte) 1).chunk((byte) 2).end();
        assertThat(notes.events).containsExactly("subscribed", "next 1");
        assertThat(source.stream().cancels()).isPositive();
    }

    @Test
    void emitsNothingAfterCancel() {
        Notes notes = subscribed();
        notes.subscription().cancel();
        notes.subscription().cancel();
        notes.subscription().request(1);
        source.stream().chunk((byte) 1).fail(new EngineClosedException("late"));
        assertThat(notes.events).containsExactly("subscribed");
    }

    @Test
    void signalsFailureAfterPrecedingChunks() {
        Notes notes = subscribed();
        notes.subscription().request(9);
        source.stream().chunk((byte) 1).fail(new TruncatedAudioException("broke off", null, 1));
        assertThat(notes.events).containsExactly("subscribed", "next 1", "error TruncatedAudioException broke off");
    }

    @Test
    void signalsSourceRefusalAsError() {
        ParlandoException closed = new EngineClosedException("the engine is closed");
        Notes notes = new Notes();
        new SpeechPublisher(source.refusing(closed), SpeechRequest.of("Hello")).subscribe(notes);
        assertThat(notes.events).containsExactly("subscribed", "error EngineClosedException the engine is closed");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void signalsErrorOnNonPositiveDemand(long demand) {
        Notes notes = subscribed();
        notes.subscription().request(demand);
        assertThat(notes.events).hasSize(2);
        assertThat(notes.events.get(1)).startsWith("error IllegalArgumentException request(" + demand + ")");
        assertThat(source.stream().isOver()).isTrue();
    }

    @Test
    void sendsNoRequestOnNonPositiveFirstDemand() {
        Notes notes = onSubscribing(subscription -> subscription.request(0));
        publisher.subscribe(notes);
        assertThat(source.requests()).isZero();
        assertThat(notes.events.get(1)).startsWith("error IllegalArgumentException request(0)");
    }

    @Test
    void signalsErrorOnNonPositiveDemandInOnNext() {
        Notes notes = new Notes() {
            @Override
            public void onNext(ByteBuffer buffer) {
                super.onNext(buffer);
                subscription().request(-5);
            }
        };
        publisher.subscribe(notes);
        notes.subscription().request(9);
        source.stream().chunk((byte) 1).chunk((byte) 2).end();
        assertThat(notes.events).hasSize(3).element(2).asString().startsWith("error IllegalArgumentException");
    }

    @Test
    void rejectsNullSubscriber() {
        assertThatThrownBy(() -> publisher.subscribe(nothing())).isInstanceOf(NullPointerException.class);
        assertThat(source.requests()).isZero();
    }

    @SuppressWarnings("NullAway") // A caller without null checks may pass null.
    private static Flow.Subscriber<ByteBuffer> nothing() {
        return null;
    }
}
