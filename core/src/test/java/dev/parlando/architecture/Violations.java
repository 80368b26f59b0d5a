package dev.parlando.architecture;

import dev.parlando.internal.delivery.ChunkRing;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.List;
import java.util.Map;
import javax.sound.sampled.AudioFormat;
import org.jspecify.annotations.Nullable;

/** Holds one small class for each way to break a rule, so that the rules are seen to fail. */
public final class Violations {
    private Violations() {}

    static final class PlaysSound {
        @Nullable
        AudioFormat format;
    }

    /** Shows a foreign type where only generics tell. */
    public static class ShowsNetty {
        protected Map<String, List<ByteBuf>> buffers() {
            return Map.of();
        }
    }

    /** Shows an internal type as a parameter. */
    public static class ShowsTheRing {
        public void use(ChunkRing[] rings) {}
    }

    /** Is a foreign type, and so shows all of it. */
    public static class IsNetty extends ChannelInboundHandlerAdapter {}

    /** Uses a foreign type, but shows it to nobody. */
    public static class HidesNetty {
        void release(ByteBuf buffer) {
            buffer.release();
        }
    }

    static final class StrayException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static final class Prints {
        void print() {
            System.out.println("heard by nobody");
        }
    }

    static final class PrintsAStackTrace {
        void print(Exception failure) {
            failure.printStackTrace();
        }
    }

    static final class Sleeps {
        void sleep() throws InterruptedException {
            Thread.sleep(0, 1);
        }
    }

    static final class KeepsStaticState {
        static int count;
    }
}
