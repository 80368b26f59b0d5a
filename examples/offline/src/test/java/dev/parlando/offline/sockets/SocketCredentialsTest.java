package dev.parlando.offline.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.offline.account.Authenticator;
import dev.parlando.offline.json.JsonPath;
import org.junit.jupiter.api.Test;

/** Credentials of the upgrade and of the first message. */
class SocketCredentialsTest {
    private static final String TTS = "/v1/text-to-speech/" + SocketFixture.VOICE + "/stream-input";
    private static final String DIALOGUE = "/v1/text-to-dialogue/stream-input";

    private final SocketFixture socket = new SocketFixture();

    @Test
    void judgesKeyOfTheUpgradeWithoutMessages() {
        socket.open(TTS, "sk_" + "0".repeat(48));
        Object error = socket.peer.take().get(0);
        assertThat(JsonPath.at(error, "error")).isEqualTo("invalid_api_key");
        assertThat(JsonPath.at(error, "code")).isEqualTo(1008);
        socket.pass(799);
        assertThat(socket.peer.end()).isEqualTo("open");
        socket.pass(1);
        assertThat(socket.peer.end()).isEqualTo("1008 " + JsonPath.at(error, "message"));
    }

    @Test
    void requiresCredentialsInTheFirstMessageWithoutOthers() {
        socket.open(TTS, null);
        assertThat(socket.peer.takeShort()).isEmpty();
        socket.send("{'text':' '}");
        assertThat(socket.peer.takeShort()).containsExactly("authentication_required");
    }

    @Test
    void acceptsKeyInTheFirstMessageInBothSpellings() {
        for (String name : new String[] {"xi_api_key", "xi-api-key"}) {
            socket.open(TTS, null).send("{'text':' ','" + name + "':'" + SocketFixture.KEY + "'}");
            assertThat(socket.peer.takeShort()).isEmpty();
        }
        socket.open(TTS, null).send("{'text':' ','xi_api_key':'wrong'}");
        assertThat(socket.peer.takeShort()).containsExactly("invalid_api_key");
    }

    @Test
    void acceptsTokenOnceInQueryOrFirstMessage() {
        String token = socket.tokens.issue(socket.keys.administrator(), Authenticator.TOKEN_FOR_SPEECH);
        socket.open(TTS + "?single_use_token=" + token, null).send("{'text':' '}");
        assertThat(socket.peer.takeShort()).isEmpty();
        socket.open(TTS + "?single_use_token=" + token, null);
        assertThat(socket.peer.takeShort()).containsExactly("unauthorized");
        String another = socket.tokens.issue(socket.keys.administrator(), Authenticator.TOKEN_FOR_SPEECH);
        socket.open(DIALOGUE, null)
                .send("{'single_use_token':'" + another + "','voices':['" + SocketFixture.VOICE + "']}");
        assertThat(socket.peer.takeShort()).isEmpty();
    }

    @Test
    void refusesBearerTokens() {
        socket.open(TTS + "?authorization=Bearer%20" + SocketFixture.KEY, null);
        assertThat(socket.peer.takeShort()).containsExactly("unauthorized");
        socket.open(TTS, null).send("{'text':' ','authorization':'Bearer " + SocketFixture.KEY + "'}");
        assertThat(socket.peer.takeShort()).containsExactly("unauthorized");
    }

    @Test
    void refusesKeyWithoutPermission() {
        socket.keys.administrator().disable("exposed_publicly");
        socket.single("");
        assertThat(socket.peer.takeShort()).containsExactly("unauthorized");
    }
}
