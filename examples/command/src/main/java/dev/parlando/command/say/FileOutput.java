package dev.parlando.command.say;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.PlaybackException;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.SpeechInputStream;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import dev.parlando.telemetry.AttemptRecord;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import dev.parlando.transcript.TimedWord;
import dev.parlando.transcript.Transcript;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An utterance that is stored exactly as received. Decodable formats are also decoded, so that a body without valid
 * audio is reported as an error. Confined to the main thread, except for {@link #close()}.
 */
final class FileOutput implements SpeechOutput {
    private static final int CHUNK_BYTES = 16 * 1024;

    private final Transcript transcript;
    private final SpeechInputStream input;
    private final ByteDestination destination;
    private final @Nullable AudioDecoder decoder;
    private final short[] block = new short[AudioDecoder.MAX_BLOCK_SAMPLES];
    private final StoredTimeline timeline;
    /** The length of the decoded audio, whose format can change. */
    private double decodedMillis;

    FileOutput(SpeechSource source, SayText text, ByteDestination destination) {
        this.destination = destination;
        SpeechRequest request = text.request();
        LiveText live = text.live();
        transcript = Transcript.of(request.text(), request.modelId());
        decoder = AudioDecoders.canDecode(request.outputFormat())
                ? AudioDecoders.forFormat(request.outputFormat())
                : null;
        input = SpeechInputStream.open(
                (asked, handler, options) -> {
                    TranscribingHandler transcribing = new TranscribingHandler(handler, transcript);
                    return live == null
                            ? source.stream(asked, transcribing, options)
                            : source.stream(live, transcribing, options);
                },
                request);
        timeline = new StoredTimeline(input.stream().timeline());
    }

    @Override
    public Timeline timeline() {
        return timeline;
    }

    @Override
    public Outcome await() {
        try {
            store();
            finishDecoding();
            destination.complete();
        } catch (IOException e) {
            if (e.getCause() instanceof ParlandoException error) {
                throw error;
            }
            throw new PlaybackException("cannot write " + destination + ": " + e.getMessage(), e);
        }
        timeline.markEnd();
        return new Outcome(input.stream().join(), audioMillis(), 0);
    }

    private void store() throws IOException {
        byte[] bytes = new byte[CHUNK_BYTES];
        int count;
        while ((count = input.read(bytes, 0, bytes.length)) >= 0) {
            ByteBuffer chunk = ByteBuffer.wrap(bytes, 0, count);
            destination.write(chunk.duplicate());
            decode(chunk);
        }
    }

    private void decode(ByteBuffer chunk) {
        int decoded = 1;
        while (decoder != null && decoded > 0) {
            decoded = decoder.decode(chunk, block);
            count(decoded);
        }
    }

    private void finishDecoding() {
        int decoded = 1;
        while (decoder != null && decoded > 0) {
            decoded = decoder.finish(block);
            count(decoded);
        }
    }

    private void count(int decoded) {
        if (decoder != null && decoded > 0) {
            decodedMillis += decoder.format().millis(decoded / decoder.format().channels());
            timeline.markFirstPcm();
        }
    }

    private @Nullable Double audioMillis() {
        return decoder == null ? null : Double.valueOf(decodedMillis);
    }

    @Override
    public List<TimedWord> words() {
        if (decoder == null) {
            transcript.complete();
            return transcript.words();
        }
        double leadInMillis = decoder.format().millis(decoder.leadInAudioFrames());
        double lengthMillis = Math.max(0, decodedMillis - leadInMillis);
        transcript.complete(lengthMillis);
        return transcript.words().stream()
                .map(word -> word.limitedTo(lengthMillis))
                .toList();
    }

    @Override
    public void close() {
        input.close();
        destination.close();
    }

    /** The timeline of the stream, with the times at which this output decoded the first sample and stored the last byte. */
    private static final class StoredTimeline implements Timeline {
        private final Timeline stream;
        private OptionalLong firstPcmNanos = OptionalLong.empty();
        private OptionalLong endNanos = OptionalLong.empty();

        StoredTimeline(Timeline stream) {
            this.stream = stream;
        }

        void markFirstPcm() {
            if (firstPcmNanos.isEmpty()) {
                firstPcmNanos = OptionalLong.of(elapsedNanos());
            }
        }

        void markEnd() {
            endNanos = OptionalLong.of(elapsedNanos());
        }

        @Override
        public OptionalLong nanos(TimelineEvent event) {
            OptionalLong own =
                    switch (event) {
                        case FIRST_PCM -> firstPcmNanos;
                        case END -> endNanos;
                        default -> OptionalLong.empty();
                    };
            return own.isPresent() ? own : stream.nanos(event);
        }

        @Override
        public List<AttemptRecord> attempts() {
            return stream.attempts();
        }

        @Override
        public long elapsedNanos() {
            return stream.elapsedNanos();
        }
    }
}
