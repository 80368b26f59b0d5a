package dev.parlando.benchmarks.endtoend.pull;

import dev.parlando.audio.decode.PcmFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/** A mixer that writes to a {@code javax.sound} line in a plain loop. The virtual sound card records its output. */
final class LineMixer implements ExternalMixer {
    private static final PcmFormat FORMAT = new PcmFormat(48_000, 1);
    private static final int SAMPLE_BYTES = 2;
    private static final int BLOCK_BYTES = 960 * SAMPLE_BYTES;
    private static final int BUFFER_BYTES = 10 * BLOCK_BYTES;

    private final SourceDataLine line;
    private final CardMonitor card;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    LineMixer(RampSignal ramp) throws IOException, LineUnavailableException, InterruptedException {
        card = new CardMonitor(ramp);
        line = AudioSystem.getSourceDataLine(new AudioFormat(FORMAT.sampleRateHz(), 16, 1, true, false));
        line.open(line.getFormat(), BUFFER_BYTES);
        line.start();
    }

    @Override
    public String name() {
        return "javax.sound";
    }

    @Override
    public PcmFormat format() {
        return FORMAT;
    }

    /** Blocks in the line's write until the line has room for a block. */
    @Override
    public void render(SinkFeed feed) {
        feed.fill(block.clear());
        line.write(block.array(), 0, BLOCK_BYTES);
    }

    @Override
    public void close() {
        line.close();
        card.close();
    }
}
