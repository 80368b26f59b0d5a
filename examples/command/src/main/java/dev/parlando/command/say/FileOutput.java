package dev.parlando.command.say;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.audio.sink.AtomicFile;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.PlaybackException;
import dev.parlando.speech.SpeechInputStream;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import dev.parlando.transcript.TimedWord;
import dev.parlando.transcript.Transcript;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An utterance that is stored exactly as received. Decodable formats are also decoded, so that a body without valid
 * audio is reported as an error. Confined to the main thread, except for {@link #close()}.
 */
final class FileOutput implements SpeechOutput {
    private static final int CHUNK_BYTES = 16 * 1024;

    private final Transcript transcript = new Transcript();
    private final SpeechInputStream input;
    private final AtomicFile file;
    private final @Nullable AudioDecoder decoder;
    private final short[] block = new short[AudioDecoder.MAX_BLOCK_SAMPLES];
    private long samples;

    FileOutput(SpeechSource source, SpeechRequest request, AtomicFile file) {
        this.file = file;
        decoder = AudioDecoders.canDecode(request.outputFormat())
                ? AudioDecoders.forFormat(request.outputFormat())
                : null;
        input = SpeechInputStream.open(
                (asked, handler, timeline) ->
                        source.stream(asked, new TranscribingHandler(handler, transcript), timeline),
                request);
    }

    @Override
    public Timeline timeline() {
        return input.stream().timeline();
    }

    @Override
    public Outcome await() {
        try {
            store();
            finishDecoding();
            file.complete();
        } catch (IOException e) {
            if (e.getCause() instanceof ParlandoException error) {
                throw error;
            }
            throw new PlaybackException("cannot write " + file + ": " + e.getMessage(), e);
        }
        timeline().mark(TimelineEvent.END);
        return new Outcome(input.stream().join(), audioMillis(), 0);
    }

    private void store() throws IOException {
        byte[] bytes = new byte[CHUNK_BYTES];
        int count;
        while ((count = input.read(bytes, 0, bytes.length)) >= 0) {
            ByteBuffer chunk = ByteBuffer.wrap(bytes, 0, count);
            file.write(chunk.duplicate());
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
        samples += decoded;
        if (decoded > 0) {
            timeline().mark(TimelineEvent.FIRST_PCM);
        }
    }

    private @Nullable Double audioMillis() {
        return decoder == null
                ? null
                : Double.valueOf(
                        decoder.format().millis(samples / decoder.format().channels()));
    }

    @Override
    public List<TimedWord> words() {
        transcript.complete();
        return transcript.words();
    }

    @Override
    public void close() {
        input.close();
        file.close();
    }
}
