package dev.parlando.benchmarks.endtoend.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.benchmarks.rig.server.ResponseScript;
import java.nio.ByteBuffer;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of finding the timestamps in a body that is split at any position. */
class TimestampedBodyTest {
    private static final int CHUNK_BYTES = 20;
    private static final int CHUNKS = 5;
    private static final long AGE_NANOS = 1_000_000_000L;

    private final TimestampedBody body = new TimestampedBody(new ResponseScript(CHUNKS, CHUNK_BYTES, 20, 0));

    private static byte[] answer(long stamp) {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNKS * CHUNK_BYTES);
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            // The bytes after the timestamp must not be read as a timestamp.
            bytes.putLong(stamp).putLong(-1).putInt(-1);
        }
        return bytes.array();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 20, 33, 100})
    void findsEveryChunkOnceInSplitBytes(int pieceBytes) {
        byte[] answer = answer(System.nanoTime() - AGE_NANOS);
        for (int from = 0; from < answer.length; from += pieceBytes) {
            int length = Math.min(pieceBytes, answer.length - from);
            byte[] piece = new byte[pieceBytes];
            System.arraycopy(answer, from, piece, 0, length);
            body.onBytes(piece, length);
        }
        body.onEnd(null);

        Histogram nanos = new Histogram(3);
        body.addTo(nanos, 0, body.chunks());
        assertThat(body.chunks()).isEqualTo(CHUNKS);
        assertThat(nanos.getTotalCount()).isEqualTo(CHUNKS);
        assertThat(nanos.getMinValue()).isGreaterThanOrEqualTo(nanos.lowestEquivalentValue(AGE_NANOS));
        assertThatCode(body::join).doesNotThrowAnyException();
    }

    @Test
    void failsWhenResponseEndsEarly() {
        body.onBytes(answer(0), CHUNK_BYTES + 1);
        body.onEnd(null);

        assertThat(body.hasFailed()).isTrue();
        assertThatThrownBy(body::join).hasMessageContaining("ended early, after 1 chunks");
    }
}
