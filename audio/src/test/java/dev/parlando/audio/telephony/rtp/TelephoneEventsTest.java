package dev.parlando.audio.telephony.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests of digits in telephone events, with payloads as in RFC 4733, section 2.3. */
class TelephoneEventsTest {
    private final TelephoneEvents events = new TelephoneEvents();
    private final StringBuilder digits = new StringBuilder();

    private void receive(int timestamp, String payload) {
        receive(1, timestamp, payload);
    }

    private void receive(int ssrc, int timestamp, String payload) {
        char digit = events.digit(ssrc, timestamp, RtpHeaderTest.bytes(payload));
        if (digit != TelephoneEvents.NONE) {
            digits.append(digit);
        }
    }

    @Test
    void reportsEachEventOnce() {
        receive(11_200, "01 0a 00a0");
        receive(11_200, "01 0a 0140");
        for (int i = 0; i < 3; i++) {
            receive(11_200, "01 8a 01e0");
        }
        receive(12_800, "0b 0a 00a0");
        receive(11_200, "01 8a 01e0"); // A late copy of the first one.
        assertThat(digits).hasToString("1#");
    }

    @Test
    void reportsEventOfWhichOnlyTheEndArrives() {
        receive(0, "0a 8a 01e0");
        receive(800, "0f 8a 01e0");
        assertThat(digits).hasToString("*D");
    }

    @Test
    void reportsSameDigitPressedAgainAndAcrossTimestampWrap() {
        receive(-800, "05 0a 00a0");
        receive(0, "05 0a 00a0");
        receive(800, "05 0a 00a0");
        assertThat(digits).hasToString("555");
    }

    /** After a transfer, the digits come from another machine, whose timestamps may be lower. */
    @Test
    void reportsDigitsOfNewSource() {
        receive(1, 900_000, "05 0a 00a0");
        receive(2, 160, "05 0a 00a0");
        receive(2, 160, "05 8a 0140");
        receive(2, 960, "06 0a 00a0");
        assertThat(digits).hasToString("556");
    }

    @Test
    void joinsSegmentsOfLongEvent() {
        receive(1000, "07 0a ffff");
        receive(1000 + 0xFFFF, "07 0a 1000");
        assertThat(digits).hasToString("7");
    }

    @Test
    void ignoresOtherEventsAndShortPayloads() {
        receive(0, "10 0a 00a0"); // Flash.
        receive(0, "05 0a 00");
        assertThat(digits).isEmpty();
    }
}
