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
 * A sink that writes all utterances of a player to one WAV file of 16-bit PCM, in order and without a gap.
 *
 * <p>A run ends when the player has played its last queued utterance. The first {@link #complete()} moves a file with the
 * name extension {@code .part} to the final name in one step, replacing any existing file. Each later run is appended to
 * it, and its {@code complete} updates the header. The file is therefore valid at all times. After a failure, or a close
 * without {@code complete}, it contains the complete runs, or no file remains if there are none.
 *
 * <p>The file has the format of its first samples, to which a player converts utterances of other formats. If the complete
 * file was moved or deleted, the next run starts a new file.
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
    /** The format of the file, once it was opened. */
    private PcmFormat format = new PcmFormat(48_000, 1);
    /** The number of audio frames in the file, including those of the current run. */
    private long fileAudioFrames;
    /** The number of audio frames of the complete runs. */
    private long completeAudioFrames;
    /** The number of audio frames of the current run. */
    private long runAudioFrames;

    /** Creates a sink for a file, whose folder must exist. */
    public WavFileSink(Path file) {
        this.file = new AtomicFile(file);
    }

    /** Starts the file in the format {@code wanted}, or continues it in its own format. */
    @Override
    public PcmFormat open(PcmFormat wanted) {
        Objects.requireNonNull(wanted, "wanted");
        if (file.isWrittenDirectly()) {
            throw new PlaybackException(
                    file + " is not a regular file, and the header of a WAV file is written last;"
                            + " name a regular file, or write a format without header such as pcm_24000",
                    null);
        }
        try {
            if (!isContinued()) {
                start(wanted);
            }
        } catch (IOException e) {
            throw failure(e);
        }
        runAudioFrames = 0;
        return format;
    }

    /** Returns whether the file has samples, after which the next ones can be written. */
    private boolean isContinued() throws IOException {
        if (file.isOpen()) {
            return fileAudioFrames > 0;
        }
        fileAudioFrames = completeAudioFrames;
        return fileAudioFrames > 0 && file.append(HEADER_BYTES + dataBytes(fileAudioFrames));
    }

    private void start(PcmFormat wanted) throws IOException {
        format = wanted;
        fileAudioFrames = 0;
        completeAudioFrames = 0;
        file.open();
        file.write(header()); // Its sizes are written by complete().
    }

    @Override
    public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        Objects.requireNonNull(samples, "samples");
        if (!file.isOpen()) {
            throw new IllegalStateException("open(PcmFormat) comes first");
        }
        Objects.checkFromIndexSize(offsetAudioFrames, audioFrames, samples.length / format.channels());
        try {
            int first = offsetAudioFrames * format.channels();
            put(samples, first, first + audioFrames * format.channels());
        } catch (IOException e) {
            throw failure(e);
        }
        fileAudioFrames += audioFrames;
        runAudioFrames += audioFrames;
        return audioFrames;
    }

    /**
     * Returns the header for the samples written so far. Source: Microsoft and IBM, Multimedia Programming Interface and
     * Data Specifications 1.0, 1991, "WAVE format".
     */
    private ByteBuffer header() {
        int frameBytes = SAMPLE_BYTES * format.channels();
        long dataBytes = dataBytes(fileAudioFrames);
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

    private long dataBytes(long audioFrames) {
        return (long) SAMPLE_BYTES * format.channels() * audioFrames;
    }

    private static ByteBuffer tag(ByteBuffer header, String tag) {
        return header.put(tag.getBytes(StandardCharsets.US_ASCII));
    }

    private void put(short[] samples, int from, int to) throws IOException {
        if (dataBytes(fileAudioFrames) + (long) SAMPLE_BYTES * (to - from) > MAX_DATA_BYTES) {
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
            file.write(header());
            file.complete();
        } catch (IOException e) {
            throw failure(e);
        }
        completeAudioFrames = fileAudioFrames;
    }

    private PlaybackException failure(IOException cause) {
        file.close();
        return new PlaybackException("cannot write " + file + ": " + cause.getMessage(), cause);
    }

    @Override
    public long positionAudioFrames() {
        return runAudioFrames;
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
