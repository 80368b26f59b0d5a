package dev.parlando.speech;

import dev.parlando.error.EngineClosedException;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/** Presents the publisher to the official verification of the Reactive Streams rules, written for TestNG. */
final class SpeechPublisherVerification extends FlowPublisherVerification<ByteBuffer> {
    private static final SpeechRequest REQUEST = SpeechRequest.of("Hello");
    /** Signals are given on the thread of the test, before anybody waits for one: only silence is ever waited for. */
    private static final int SIGNAL_TIMEOUT_MILLIS = 200;

    private static final int SILENCE_MILLIS = 20;

    SpeechPublisherVerification() {
        super(new TestEnvironment(SIGNAL_TIMEOUT_MILLIS, SILENCE_MILLIS));
    }

    @Override
    public Flow.Publisher<ByteBuffer> createFlowPublisher(long elements) {
        // Like an engine, and unlike a scripted source, this keeps no stream.
        SpeechSource source = (request, handler) -> {
            ScriptedStream stream = new ScriptedStream(request, handler);
            stream.chunks(elements);
            return stream;
        };
        return new SpeechPublisher(source, REQUEST);
    }

    @Override
    public Flow.Publisher<ByteBuffer> createFailedFlowPublisher() {
        return new SpeechPublisher(new ScriptedSource().refusing(new EngineClosedException("closed")), REQUEST);
    }
}
