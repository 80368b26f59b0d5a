package dev.parlando.internal.live.socket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parlando.internal.timing.Allocation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.ResourceLeakDetector;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of reading the messages of the service. */
class ServerMessageTest {
    private static final byte[] TURN = "turn-1".getBytes(StandardCharsets.US_ASCII);

    private final ServerMessage message = new ServerMessage(ByteBufAllocator.DEFAULT);

    private boolean read(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length + 7).position(7);
        direct.put(bytes).flip().position(7);
        return message.read(direct);
    }

    private byte[] audio() {
        ByteBuf audio = message.takeAudio();
        if (audio == null) {
            return new byte[0];
        }
        try {
            return ByteBufUtil.getBytes(audio);
        } finally {
            audio.release();
        }
    }

    private static byte[] random(int bytes) {
        byte[] audio = new byte[bytes];
        new Random(bytes).nextBytes(audio);
        return audio;
    }

    private static String base64(byte[] audio) {
        return Base64.getEncoder().encodeToString(audio);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100, 6143, 6144, 6145, 8192, 100_000, 12 * 1024 * 1024})
    void audioOfAnyLengthIsDecoded(int bytes) {
        byte[] expected = random(bytes);
        assertTrue(read("{\"audio\":\"" + base64(expected) + "\",\"isFinal\":null,\"contextId\":\"turn-1\"}"));
        assertArrayEquals(expected, audio());
        assertTrue(message.isFor(TURN));
        assertFalse(message.isFinal());
    }

    @Test
    void audioWithEscapedSlashesIsDecoded() {
        byte[] expected = random(20_000);
        assertTrue(read("{\"audio\":\"" + base64(expected).replace("/", "\\/") + "\"}"));
        assertArrayEquals(expected, audio());
    }

    @ParameterizedTest
    @ValueSource(strings = {"contextId", "context_id"})
    void contextHasTwoSpellings(String name) {
        assertTrue(read("{ \"" + name + "\" : \"turn-1\" , \"audio\" : null }"));
        assertTrue(message.isFor(TURN));
        assertFalse(message.isFor("turn-11".getBytes(StandardCharsets.US_ASCII)));
        assertFalse(message.isFor("turn-2".getBytes(StandardCharsets.US_ASCII)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"isFinal", "is_final"})
    void endHasTwoSpellingsAndIsNeitherNullNorFalse(String name) {
        assertTrue(read("{\"audio\":\"\",\"" + name + "\":true}"));
        assertTrue(message.isFinal());
        assertNull(message.takeAudio());
        assertTrue(read("{\"" + name + "\":null}"));
        assertFalse(message.isFinal());
        assertTrue(read("{\"" + name + "\":false}"));
        assertFalse(message.isFinal());
    }

    @Test
    void endOfTurnIsNotTheEndOfTheContext() {
        assertTrue(read("{\"is_final_audio_for_turn\":true,\"context_id\":\"turn-1\"}"));
        assertTrue(message.isFinalForTurn());
        assertFalse(message.isFinal());
    }

    @Test
    void unknownMessagesHaveNothing() {
        assertTrue(read("{\"type\":\"flush_done\",\"more\":[{\"isFinal\":true,\"audio\":\"AAAA\"},\"}]\\\"\"]}"));
        assertFalse(message.isFinal());
        assertFalse(message.isError());
        assertFalse(message.hasTimes());
        assertNull(message.takeAudio());
    }

    @Test
    void timesAreCopiedWithoutTheAudio() {
        String times = "{\"chars\":[\"\\\"\",\"}\"],\"charStartTimesMs\":[0,5],\"charDurationsMs\":[5,5]}";
        assertTrue(read("{\"audio\":\"AAAA\",\"alignment\":" + times + ",\"normalizedAlignment\":null}"));
        assertTrue(message.hasTimes());
        assertEquals(
                "{\"audio\":\"\",\"alignment\":" + times + ",\"normalizedAlignment\":null}",
                new String(message.withoutAudio(), StandardCharsets.UTF_8));
        assertArrayEquals(new byte[3], audio());
        assertTrue(read("{\"audio\":null,\"alignment\":null,\"normalized_alignment\":null}"));
        assertFalse(message.hasTimes());
    }

    @Test
    void errorsAreRecognised() {
        assertTrue(read("{\"message\":\"Invalid API key\",\"error\":\"invalid_api_key\",\"code\":1008}"));
        assertTrue(message.isError());
        assertTrue(read("{\"audio\":\"AAAA\",\"error\":null}"));
        assertFalse(message.isError());
        audio();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"audio\":\"AAAA",
                "{\"audio\":\"AA*A\"}",
                "{\"audio\":\"AAAAA\"}",
                "{\"audio\" \"AAAA\"}",
                "{\"audio\":\"AAAA\" \"x\":1}",
                "{\"x\":[1}",
                "null"
            })
    void malformedMessagesAreRejectedWithoutLeak(String json) {
        assertFalse(read(json));
        assertNull(message.takeAudio());
    }

    @Test
    void messageWithAudioOnlyAllocatesNothing() {
        byte[] json = ("{\"audio\":\"" + base64(random(9600)) + "\",\"isFinal\":null,\"contextId\":\"turn-1\","
                        + "\"alignment\":null,\"normalizedAlignment\":null}")
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer direct = ByteBuffer.allocateDirect(json.length).put(json).flip();
        ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED); // It would record each buffer.
        try {
            assertEquals(0, Allocation.leastBytes(() -> readMany(direct)));
        } finally {
            ResourceLeakDetector.setLevel(level);
        }
    }

    private void readMany(ByteBuffer json) {
        for (int i = 0; i < 2000; i++) {
            message.read(json);
            ByteBuf audio = message.takeAudio();
            if (audio != null && message.isFor(TURN)) {
                audio.release();
            }
        }
    }
}
