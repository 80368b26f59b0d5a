package dev.parlando.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.command.CommandProcess.Result;
import dev.parlando.fault.ScriptedServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Passes invalid values to the account verbs. Expects one line that names the option, and no request to the service.
 */
@Execution(ExecutionMode.CONCURRENT)
class BadInputTest {
    private static final String CREATE = "keys create --account a --name n --permissions all --out FOLDER/new ";
    private static final String ROTATE = "keys rotate --account a --key k --file FOLDER/key ";

    private static ScriptedServer service;

    @BeforeAll
    static void start() {
        service = ScriptedServer.start(stream -> stream.head(500).end());
    }

    @AfterAll
    static void stop() {
        assertThat(service.acceptedConnections()).as("nothing was sent").isZero();
        service.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "keys => name a verb for keys, such as list",
                "keys forget => 'forget' is not understood",
                "keys list --acount a => there is no option --acount, perhaps --account",
                "keys list --account => Expected parameter for option '--account'",
                "keys create --name n --permissions all => Missing required option: '--account=ID'",
                "keys create --account a --permissions all => Missing required option: '--name=TEXT'",
                "keys create --account a --name n => Missing required option: '--permissions=NAME",
                CREATE + "--name '' => should be specified only once",
                CREATE + "--limit -1 => --limit: -1 is below 0",
                CREATE + "--limit many => --limit': 'many' is not a whole number",
                CREATE + "--limit 99999999999999999999 => '99999999999999999999' is too large",
                "bench --rate fast => --rate': 'fast' is not a number",
                "bench --rate NaN => 'NaN' is not a number",
                "token --type key => expected one of [tts_websocket, realtime_scribe, batch_scribe]",
                CREATE + "--allow 203.0.113.7/24 => --allow: '203.0.113.7/24'",
                CREATE + "--allow example.org => --allow: 'example.org",
                CREATE + "--allow 1.2.3.4/33 => --allow: '1.2.3.4/33'",
                "keys create --account a --name n --permissions all,text_to_speech --out FOLDER/new => --permissions: 'all'",
                "keys create --account a --name n --permissions Text-to-Speech --out FOLDER/new => --permissions: 'Text-to-Speech'",
                "keys create --account a --name n --permissions BLANK --out FOLDER/new => --permissions: '",
                "keys create --account a --name BLANK --permissions all --out FOLDER/new => --name: is blank",
                "keys create --account a/b --name n --permissions all --out FOLDER/new => --account: 'a/b' is not an id",
                "keys create --account BLANK --name n --permissions all --out FOLDER/new => --account: ",
                "keys create --account a --name n --permissions all --out FOLDER => is a folder",
                "keys create --account a --name n --permissions all --out FOLDER/key => is there already",
                "keys create --account a --name n --permissions all --out FOLDER/no/key => does not exist",
                "keys create --account a --name n --permissions all => --out: is missing",
                "keys create --account a --name n --permissions all --json => --out: is missing",
                "keys disable => --account: is missing",
                "keys disable --account a => --key: is missing",
                "keys disable --self --key k => --self: does not go with",
                "keys disable --self => --yes: is missing",
                "keys disable --account a --key k/l => --key: 'k/l' is not an id",
                "keys enable --account a => Missing required option: '--key=KEY_ID'",
                "keys enable --account a --key BLANK => --key: ",
                "keys delete --account a --key k => --yes: is missing",
                "keys delete --account a --key ../b --yes => --key: '../b' is not an id",
                "keys rotate --account a --key k => Missing required option: '--file=FILE'",
                "keys rotate --account a --key k --file FOLDER/none => --file: ",
                "keys rotate --account a --key k --file FOLDER => is not a file",
                "keys rotate --account a --key k --file FOLDER/empty => --file: it is empty",
                "keys rotate --account a/b --key k --file FOLDER/key => --account: 'a/b' is not an id",
                ROTATE + "--quiet-for soon => Invalid value for option '--quiet-for'",
                ROTATE + "--quiet-for -1s => Invalid value for option '--quiet-for'",
                ROTATE + "--timeout 10 => Invalid value for option '--timeout'",
                "token --type speech => Invalid value for option '--type'",
                "token --out FOLDER/key => --out: ",
                "token --out /dev/null --force => --out: '/dev/null' is not a regular file",
                "voices --search BLANK => --search: is blank",
                "voices --type mine => --type: 'mine' is none of personal",
                "voices --category famous => --category: 'famous' is none of",
                "voices --language BLANK => --language: is blank",
                "voices --gender BLANK => --gender: is blank",
                "voices --age BLANK => --age: is blank",
                "voices --accent BLANK => --accent: is blank",
                "voices --use-case BLANK => --use-case: is blank",
                "voices --collection BLANK => --collection: is blank",
                "voices --id a/b => --id: 'a/b' is not an id",
                "voices --fine-tuning-state soon => --fine-tuning-state: 'soon' is none of",
                "voices --min-notice-days -1 => --min-notice-days: -1 is below 0",
                "voices --min-notice-days x => Invalid value for option '--min-notice-days'",
                "voices --sort age => --sort: 'age' is none of",
                "voices --sort-direction up => --sort-direction: 'up' is none of",
                "serve --voice a => --voice: is for --openai and --wyoming",
                "serve --openai 0 --tls => --tls: is for the offline server",
                "serve --wyoming 0 --limit 3 => --limit: is for the offline server",
                "serve --wyoming 0 --openai 0 => --wyoming: does not go with --openai",
                "serve --openai port => --openai: 'port' is not HOST:PORT",
                "serve --openai 0.0.0.0:0 => PARLANDO_OPENAI_API_KEY: is empty",
                "usage --account => Missing required parameter for option '--account'",
            })
    void namesInvalidOptionInOneLine(String line, String words, @TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("key"), "old-key\n");
        Files.createFile(folder.resolve("empty"));
        List<String> arguments = new ArrayList<>(List.of(line.strip().split(" +", -1)));
        arguments.replaceAll(argument -> argument.replace("FOLDER", folder.toString())
                .replace("BLANK", " ")
                .replace("''", ""));
        if (arguments.size() > 2) {
            arguments.addAll(List.of("--base-url", service.baseUrl().toString()));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int exitCode = Parlando.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));

        assertThat(err.toString().lines()).as(err.toString()).hasSize(1);
        assertThat(err.toString()).startsWith("parlando: ").contains(words);
        assertThat(exitCode).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(CommandProcess.filesIn(folder)).containsExactly("empty", "key");
        assertThat(folder.resolve("key")).hasContent("old-key");
    }

    @Test
    void rejectsKeyAsArgument(@TempDir Path folder) throws IOException {
        String key = "sk_" + "0123456789abcdef".repeat(3);
        Result result = CommandProcess.in(folder).run("keys", "disable", "--account", "a", "--key", key);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errLines()).singleElement().asString().contains("looks like a key", "history");
        assertThat(result.err() + result.out()).doesNotContain(key.substring(3, 20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk_0123456789abcdef0123",
                "--key=sk_0123456789abcdef0123",
                "say sk_0123456789abcdef0123 aloud",
                "--api-key=0123456789abcdefABCDEF0123456789",
                "ELEVENLABS_API_KEY='0123456789abcdefABCDEF0123456789'",
                "xi-api-key: 0123456789abcdefABCDEF0123456789",
            })
    void detectsKeyInArgument(String argument) {
        assertThat(KeyArgumentDetector.containsKey("say", argument)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk_short",
                "sk_population_growth_by_region",
                "5d41402abc4b2a76b9719d911017c592",
                "--key=0123456789abcdefABCDEF0123456789",
                "risk_assessment_of_the_whole_quarter",
                "JypIKyATEUm1eKqNoyYz",
                "/tmp/0123456789abcdef0123456789abcdef/key",
                "0123456789abcdef",
                "a very long text that is to be spoken and holds no key",
            })
    void acceptsArgumentWithoutKey(String argument) {
        assertThat(KeyArgumentDetector.containsKey("say", argument)).isFalse();
    }
}
