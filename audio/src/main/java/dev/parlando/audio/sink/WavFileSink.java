package dev.parlando.audio.sink;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.error.PlaybackException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A sink that writes one run to a WAV file of 16-bit PCM.
 *
 * <p>Samples are written to a file in the same folder, with {@code .part} appended to the name. {@link #complete()}
 * moves it to its final name in one step, replacing any existing file. After a failure, or a close without
 * {@code complete}, no file remains. A sink accepts one run. Another {@code open} after {@code complete} is rejected.
 *
 * <p>Threading: as for {@link AudioSink}.
 */
public final class WavFileSink implements AudioSink {
    private static final int HEADER_BYTES = 44;
    private static final int SAMPLE_BYTES = 2;
    private static final int FORMAT_CHUNK_BYTES = 16;
    private static final short FORMAT_PCM = 1;
    /** The number of sample bytes that the 32-bit sizes of RIFF allow. */
    private static final long MAX_DATA_BYTES = 0xFFFF_FFFFL - HEADER_BYTES;

    private final AtomicFile file;
    private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024).order(ByteOrder.LITTLE_ENDIAN);
    private PcmFormat format = new PcmFormat(1, 1);
    private long writtenAudioFrames;
    private boolean completed;

    /** Creates a sink for a file, whose folder must exist. */
    public WavFileSink(Path file) {
        this.file = new AtomicFile(file);
    }

    @Override
    public PcmFormat open(PcmFormat wanted) {
        Objects.requireNonNull(wanted, "wanted");
        if (completed) {
            throw new PlaybackException(file + " is complete; use another WavFileSink for later speech", null);
        }
        if (file.isWrittenDirectly()) {
            throw new PlaybackException(
                    file + " is not a regular file, and the header of a WAV file is written last;"
                            + " name a regular file, or write a format without header such as pcm_24000",
                    null);
        }
        format = wanted;
        writtenAudioFrames = 0;
        file.open();
        try {
            file.write(header(format, 0)); // The sizes are written by complete().
        } catch (IOException e) {
            throw failure(e);
        }
        return wanted;
    }

    @Override
    public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        Objects.requireNonNull(samples, "samples");
        if (!file.isOpen()) {
            throw new IllegalStateException("open(PcmFormat) comes first");
        }
        try {
            int first = offsetAudioFrames * format.channels();
            put(samples, first, first + audioFrames * format.channels());
        } catch (IOException e) {
            throw failure(e);
        }
        writtenAudioFrames += audioFrames;
        return audioFrames;
    }

    /**
     * Returns the header of a file with {@code audioFrames}. Source: Microsoft and IBM, Multimedia Programming Interface
     * and Data Specifications 1.0, 1991, "WAVE format".
     */
    private static ByteBuffer header(PcmFormat format, long audioFrames) {
        int frameBytes = SAMPLE_BYTES * format.channels();
        long dataBytes = audioFrames * frameBytes;
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        tag(header, "RIFF").putInt((int) (HEADER_BYTES - 8 + dataBytes));
        tag(header, "WAVE");
        tag(header, "fmt ").putInt(FORMAT_CHUNK_BYTES).putShort(FORMAT_PCM);
        header.putShort((short) format.channels()).putInt(format.sampleRateHz());
        header.putInt(format.sampleRateHz() * frameBytes).putShort((short) frameBytes);
        header.putShort((short) (SAMPLE_BYTES * Byte.SIZE));
        tag(header, "data").putInt((int) dataBytes);
        return header.flip();
    }

    private static ByteBuffer tag(ByteBuffer header, String tag) {
        return header.put(tag.getBytes(StandardCharsets.US_ASCII));
    }

    private void put(short[] samples, int from, int to) throws IOException {
        if (2L * format.channels() * writtenAudioFrames + 2L * (to - from) > MAX_DATA_BYTES) {
            throw new IOException("a WAV file holds at most 4 GiB");
        }
        int next = from;
        while (next < to) {
            buffer.clear();
            while (next < to && buffer.hasRemaining()) {
                buffer.putShort(samples[next++]);
            }
            file.write(buffer.flip());
        }
    }

    /** Has no effect, since written samples count as played. */
    @Override
    public void discard() {}

    @Override
    public void complete() {
        if (!file.isOpen()) {
            return;
        }
        try {
            file.rewind();
            file.write(header(format, writtenAudioFrames));
            file.complete();
        } catch (IOException e) {
            throw failure(e);
        }
        completed = true;
    }

    private PlaybackException failure(IOException cause) {
        file.close();
        return new PlaybackException("cannot write " + file + ": " + cause.getMessage(), cause);
    }

    @Override
    public long positionAudioFrames() {
        return writtenAudioFrames;
    }

    @Override
    public int bufferAudioFrames() {
        return Integer.MAX_VALUE;
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public void close() {
        file.close();
    }
}
