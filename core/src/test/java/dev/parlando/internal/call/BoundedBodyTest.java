package dev.parlando.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class BoundedBodyTest {
    private final BoundedBody body = new BoundedBody(4);

    private void add(int... values) {
        ByteBuf data = Unpooled.directBuffer();
        for (int value : values) {
            data.writeByte(value);
        }
        body.add(data);
        assertThat(data.refCnt()).as("the buffer stays the caller's").isEqualTo(1);
        assertThat(data.release()).isTrue();
    }

    @Test
    void collectsBytesUpToLimit() {
        add(1);
        add(2, 3, 4);
        assertThat(body.exceeded()).isFalse();
        assertThat(body.toByteArray()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void discardsExcessBytesAndReportsExceeded() {
        add(1, 2, 3);
        add(4, 5);
        add(6);
        assertThat(body.exceeded()).isTrue();
        assertThat(body.toByteArray()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void isEmptyAtFirst() {
        add();
        assertThat(body.exceeded()).isFalse();
        assertThat(body.toByteArray()).isEmpty();
    }
}
