package dev.parlando.benchmarks.endtoend.pull;

import dev.parlando.audio.decode.PcmFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.lwjgl.BufferUtils;
import org.lwjgl.openal.AL;
import org.lwjgl.openal.AL10;
import org.lwjgl.openal.ALC;
import org.lwjgl.openal.ALC10;
import org.lwjgl.openal.ALCCapabilities;
import org.lwjgl.openal.SOFTDirectChannels;
import org.lwjgl.openal.SOFTLoopback;
import org.lwjgl.openal.SOFTOutputLimiter;

/**
 * A mixer that streams to an OpenAL source through a queue of four buffers, like a game that uses LWJGL. OpenAL mixes
 * into memory, 10 ms each time they are due, and the mixed samples are checked.
 */
final class OpenAlMixer implements ExternalMixer {
    private static final PcmFormat FORMAT = new PcmFormat(48_000, 2);
    private static final int FRAME_BYTES = 4;
    private static final int BUFFERS = 4;
    private static final int BUFFER_AUDIO_FRAMES = 960;
    private static final int STEP_AUDIO_FRAMES = 480;
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final float FULL_SCALE = 32_768;

    private final RampSignal ramp;
    private final long device;
    private final long context;
    private final int source;
    private final ByteBuffer block =
            BufferUtils.createByteBuffer(BUFFER_AUDIO_FRAMES * FRAME_BYTES).order(ByteOrder.nativeOrder());
    private final FloatBuffer mixed = BufferUtils.createFloatBuffer(STEP_AUDIO_FRAMES * FORMAT.channels());
    private long dueNanos = System.nanoTime();
    private boolean begun;

    OpenAlMixer(RampSignal ramp) {
        this.ramp = ramp;
        device = SOFTLoopback.alcLoopbackOpenDeviceSOFT((ByteBuffer) null);
        int[] attributes = {
            SOFTLoopback.ALC_FORMAT_CHANNELS_SOFT,
            SOFTLoopback.ALC_STEREO_SOFT,
            SOFTLoopback.ALC_FORMAT_TYPE_SOFT,
            SOFTLoopback.ALC_FLOAT_SOFT,
            ALC10.ALC_FREQUENCY,
            FORMAT.sampleRateHz(),
            SOFTOutputLimiter.ALC_OUTPUT_LIMITER_SOFT,
            ALC10.ALC_FALSE,
            0
        };
        context = ALC10.alcCreateContext(device, attributes);
        ALC10.alcMakeContextCurrent(context);
        ALCCapabilities capabilities = ALC.createCapabilities(device);
        AL.createCapabilities(capabilities);
        source = AL10.alGenSources();
        AL10.alSourcei(source, SOFTDirectChannels.AL_DIRECT_CHANNELS_SOFT, AL10.AL_TRUE);
    }

    @Override
    public String name() {
        return "OpenAL " + AL10.alGetString(AL10.AL_VERSION);
    }

    @Override
    public PcmFormat format() {
        return FORMAT;
    }

    /**
     * Does not catch up after a delay. A device would have played silence meanwhile, and would not play faster
     * afterwards.
     */
    @Override
    public void render(SinkFeed feed) {
        while (dueNanos - System.nanoTime() > 0) {
            LockSupport.parkNanos(dueNanos - System.nanoTime());
        }
        refill(feed);
        SOFTLoopback.alcRenderSamplesSOFT(device, mixed, STEP_AUDIO_FRAMES);
        check();
        dueNanos = Math.max(dueNanos + STEP_NANOS, System.nanoTime() - STEP_NANOS);
    }

    private void refill(SinkFeed feed) {
        if (!begun) {
            for (int i = 0; i < BUFFERS; i++) {
                queue(feed, AL10.alGenBuffers());
            }
            AL10.alSourcePlay(source);
            begun = true;
        }
        for (int played = AL10.alGetSourcei(source, AL10.AL_BUFFERS_PROCESSED); played > 0; played--) {
            queue(feed, AL10.alSourceUnqueueBuffers(source));
        }
    }

    private void queue(SinkFeed feed, int buffer) {
        feed.fill(block.clear());
        AL10.alBufferData(buffer, AL10.AL_FORMAT_STEREO16, block.flip(), FORMAT.sampleRateHz());
        AL10.alSourceQueueBuffers(source, buffer);
    }

    private void check() {
        for (int i = 0; i < STEP_AUDIO_FRAMES; i++) {
            float left = mixed.get(2 * i);
            ramp.check(left == mixed.get(2 * i + 1) ? (short) Math.round(left * FULL_SCALE) : 0);
        }
    }

    @Override
    public void close() {
        ALC10.alcMakeContextCurrent(0);
        ALC10.alcDestroyContext(context);
        ALC10.alcCloseDevice(device);
    }
}
