package dev.parlando.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The recorded bytes of a real HTTP/2 server's response to one request, with the content of each prefix. Immutable. */
final class RecordedResponse {
    /** The content of a prefix. */
    enum Part {
        /** Incomplete response headers. */
        NOTHING,
        /** The response headers and no audio. */
        HEAD,
        /** Audio without its end. */
        AUDIO,
        /** The complete response. */
        WHOLE
    }

    private final byte[] bytes;

    private RecordedResponse(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Records one utterance through a tap between an engine and a server. */
    static RecordedResponse make(FaultFixture scene) throws Exception {
        ScriptedServer server = scene.keep(ScriptedServer.start(RecordedResponse::answer));
        ByteArrayOutputStream tapped = new ByteArrayOutputStream();
        RawPeer tap = scene.keep(new RawPeer(null, "", connection -> relay(connection, server.baseUrl(), tapped)));
        StreamOutcome outcome = scene.speak(tap.baseUrl());
        if (outcome.error() != null) {
            throw new AssertionError("nothing was recorded", outcome.error());
        }
        synchronized (tapped) {
            return new RecordedResponse(tapped.toByteArray());
        }
    }

    private static void answer(ScriptedStream stream) {
        stream.audio("audio/pcm").data(new byte[40]);
        stream.later(() -> {
            stream.data(new byte[40]);
            stream.later(() -> stream.end(new byte[40]));
        });
    }

    private static void relay(RawConnection client, URI server, ByteArrayOutputStream tapped) throws IOException {
        try (Socket upstream = new Socket(server.getHost(), server.getPort())) {
            Thread requests = new Thread(() -> copy(client.in(), upstream), "raw-peer-tap");
            requests.setDaemon(true);
            requests.start();
            byte[] buffer = new byte[4096];
            InputStream answer = upstream.getInputStream();
            for (int count = answer.read(buffer); count > 0; count = answer.read(buffer)) {
                synchronized (tapped) {
                    tapped.write(buffer, 0, count);
                }
                client.send(Arrays.copyOf(buffer, count));
            }
        }
    }

    private static void copy(InputStream from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            from.transferTo(out);
            to.shutdownOutput();
        } catch (IOException hungUp) {
            // No more bytes to copy.
        }
    }

    int length() {
        return bytes.length;
    }

    byte[] part(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** Returns the length of the first frame, which is SETTINGS. */
    int firstFrameBytes() {
        return frameBytes(0);
    }

    /** Returns the number of audio bytes in the complete frames of a prefix. */
    int audioBytes(int length) {
        int audio = 0;
        for (int at = 0; wholeFrame(at, length); at += frameBytes(at)) {
            audio += type(at) == Frames.DATA ? frameBytes(at) - Frames.HEADER_BYTES : 0;
        }
        return audio;
    }

    Part part(int length) {
        Part part = Part.NOTHING;
        for (int at = 0; wholeFrame(at, length); at += frameBytes(at)) {
            if (type(at) == Frames.HEADERS) {
                part = Part.HEAD;
            } else if (type(at) == Frames.DATA) {
                part = (bytes[at + 4] & Frames.END_STREAM) != 0 ? Part.WHOLE : Part.AUDIO;
            }
        }
        return part;
    }

    private boolean wholeFrame(int at, int length) {
        return at + Frames.HEADER_BYTES <= length && at + frameBytes(at) <= length;
    }

    private int frameBytes(int at) {
        return Frames.HEADER_BYTES + (ByteBuffer.wrap(bytes).getInt(at) >>> 8);
    }

    private int type(int at) {
        return bytes[at + 3];
    }
}
