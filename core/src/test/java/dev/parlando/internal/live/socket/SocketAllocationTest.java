package dev.parlando.internal.live.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parlando.error.ParlandoException;
import dev.parlando.internal.timing.Allocation;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.SpeechResult;
import io.netty.util.ResourceLeakDetector;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Measures the allocation of audio on its path from a message of the service to the handler. */
class SocketAllocationTest {
    private static final int MESSAGES = 500;
    private static final int AUDIO_BYTES = 1600;

    private final ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();

    @BeforeEach
    void recordNoBuffers() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }

    @AfterEach
    void recordBuffers() {
        ResourceLeakDetector.setLevel(level);
    }

    /** A handler that counts the bytes. */
    private static final class Counter implements ChunkHandler {
        long bytes;

        @Nullable
        ParlandoException error;

        @Override
        public ChunkAction onChunk(Chunk chunk) {
            bytes += chunk.remaining();
            return ChunkAction.CONTINUE;
        }

        @Override
        public void onEnd(SpeechResult result) {}

        @Override
        public void onError(ParlandoException failure) {
            error = failure;
        }

        @Override
        public boolean runsOnEventLoop() {
            return true;
        }
    }

    /** The end of the text lets each message restart the limit on the silence of the service. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void messageAllocatesNothingOnItsWayToTheHandler(boolean textHasEnded) {
        try (SocketRig rig = new SocketRig(1)) {
            rig.service.speaking = false;
            Counter counter = new Counter();
            LiveText text = rig.speak(SocketKind.SPEECH_CONTEXTS, counter);
            text.append("One sentence. And");
            if (textHasEnded) {
                text.end();
            }
            rig.pass(100);
            ScriptedService.Socket socket = rig.service.last();
            String audio = Base64.getEncoder().encodeToString(new byte[AUDIO_BYTES]);
            byte[] json = ("{\"audio\":\"" + audio + "\",\"isFinal\":null,\"contextId\":\"turn-1\",\"alignment\":null}")
                    .getBytes(StandardCharsets.UTF_8);
            ByteBuffer direct = ByteBuffer.allocateDirect(json.length).put(json).flip();
            assertEquals(0, Allocation.leastBytes(() -> receive(rig, socket, direct)));
            assertNull(counter.error);
            assertTrue(counter.bytes >= MESSAGES * AUDIO_BYTES);
        }
    }

    private static void receive(SocketRig rig, ScriptedService.Socket socket, ByteBuffer json) {
        for (int i = 0; i < MESSAGES; i++) {
            socket.connection.onMessage(json);
            rig.run();
        }
    }
}
