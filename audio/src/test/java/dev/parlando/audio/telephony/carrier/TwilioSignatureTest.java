package dev.parlando.audio.telephony.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of signatures. The values were computed with {@code getExpectedTwilioSignature} of npm {@code twilio} 6.3.1. */
class TwilioSignatureTest {
    private static final String TOKEN = "12345678901234567890123456789012";
    private static final String SHARED_KEY = "shared-secret-äöü";
    private static final String SETTINGS = "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256";

    @ParameterizedTest
    @CsvSource({
        "wss://calls.example.org, /media, EIp/1W0F4wrlr7fXIkWMCyg/Sh0=, EUxt0HWxr/rN9p83BLziUL+FqvZyIkhdmYKELoZDY3c=",
        "wss://calls.example.org/, /media, EIp/1W0F4wrlr7fXIkWMCyg/Sh0=, EUxt0HWxr/rN9p83BLziUL+FqvZyIkhdmYKELoZDY3c=",
        "wss://calls.example.org, /media, 7EXSR/YCUQ1Hk6aMKJug7oVs2EU=, Zt/yMAAoQB3EXjtlk8F2bl07/IAhT9LaI9Oja/miTsw=",
        "wss://calls.example.org:443, /media, EIp/1W0F4wrlr7fXIkWMCyg/Sh0=, Zt/yMAAoQB3EXjtlk8F2bl07/IAhT9LaI9Oja/miTsw=",
        "wss://calls.example.org:8443, /media, oJDSwF3dhc4uSGXAiGbWpc7vXYc=, U+4vJqsKlgTYQFfd/mavHwxct/D8cSf1l9DiTepbNa4=",
        "wss://calls.example.org, /media/7f3a?x=1&y=%20z, PVYDOXy6gHI14Y+8hEl5croMRtY=, pZ96UNm9+xE6imZqLKyh8EDsrxX9tWhVguu837zW5nc=",
        "wss://example.org/twilio, /media, WgpvenEZjCtIC4ar+QR7GJ6VZKo=, LYW7HHcYwFdXe7lqdVI1TWXqPM9ex1gaq3PTMCILvsU=",
        "wss://[2001:db8::1], /media, /znPaVeHhKpbTJPh98iGbPSNc0Q=, sPtJ7ZFXoxgll6Hazxli1pRWRu39/jg1xVvfKDpaYRE=",
        "wss://example.org, /gr%C3%BC%C3%9Fe, wfPUYspbwxl5tE2dFWlklQxNb+M=, ZlxC5sYimXF0vQVBNMGJXiC86Blg7cTDU/3RRPwWZnA=",
    })
    void acceptsSignaturesOfTwilio(String publicUrl, String target, String sha1, String sha256) {
        TwilioSignature signature = TwilioSignature.of(publicUrl, TOKEN).withSharedKey(SHARED_KEY);
        assertThat(signature.isValid(target, sha1, null)).isTrue();
        assertThat(signature.isValid(target, sha256, SETTINGS)).isTrue();
        assertThat(signature.isValid(target, sha256, "algorithm = hmac_sha256")).isTrue();
        assertThat(signature.isValid(target, sha256, null)).isFalse();
        assertThat(signature.isValid(target, sha1, SETTINGS)).isFalse();
        assertThat(signature.isValid(target + "x", sha1, null)).isFalse();
        assertThat(signature.isValid(target, sha1.substring(1), null)).isFalse();
        assertThat(signature.isValid(target, null, null)).isFalse();
        assertThat(signature.isValid(target, "", null)).isFalse();
        assertThat(TwilioSignature.of(publicUrl, TOKEN).isValid(target, sha256, SETTINGS))
                .isFalse();
        assertThat(TwilioSignature.of(publicUrl, "other").isValid(target, sha1, null))
                .isFalse();
    }

    @Test
    void refusesUnknownAlgorithms() {
        TwilioSignature signature =
                TwilioSignature.of("wss://calls.example.org", TOKEN).withSharedKey(SHARED_KEY);
        assertThat(signature.isValid("/media", "EIp/1W0F4wrlr7fXIkWMCyg/Sh0=", "key=1,algorithm=NONE"))
                .isFalse();
        assertThat(signature.isValid("/media", "EIp/1W0F4wrlr7fXIkWMCyg/Sh0=", ""))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://calls.example.org", "calls.example.org", "", "wss://a?token=secret"})
    void rejectsOtherUrls(String publicUrl) {
        assertThatThrownBy(() -> TwilioSignature.of(publicUrl, TOKEN))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("wss://")
                .hasMessageNotContaining("secret");
    }

    @Test
    void hidesSecrets() {
        TwilioSignature signature =
                TwilioSignature.of("wss://calls.example.org", TOKEN).withSharedKey(SHARED_KEY);
        assertThat(signature).hasToString("TwilioSignature[wss://calls.example.org]");
        assertThatThrownBy(() -> TwilioSignature.of("wss://calls.example.org", " "))
                .hasMessageContaining("auth_token");
    }
}
