package slipway.local.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import slipway.local.edge.Place;

/** Writes small assemblies as the CDK would, and deploys them to providers that only remember. */
final class CdkOut {
    static final Place PLACE = new Place("111122223333", "eu-central-1");

    private final Path folder;
    private final List<String> artifacts = new ArrayList<>();
    final Things things = new Things();

    CdkOut(Path folder) {
        this.folder = folder;
    }

    CdkOut stack(String name, String template, String... dependencies) throws IOException {
        Files.writeString(folder.resolve(name + ".template.json"), template);
        String needs = dependencies.length == 0 ? "" : "\"" + String.join("\",\"", dependencies) + "\"";
        artifacts.add("""
                "%s":{"type":"aws:cloudformation:stack","environment":"aws://111122223333/eu-central-1",
                  "properties":{"templateFile":"%s.template.json","stackName":"acme-%s","tags":{"team":"a"}},"dependencies":[%s]}
                """.formatted(name, name, name, needs));
        return this;
    }

    CdkOut artifact(String json) {
        artifacts.add(json);
        return this;
    }

    Assembly load() throws IOException {
        Files.writeString(
                folder.resolve("manifest.json"),
                "{\"version\":\"48.0.0\",\"artifacts\":{" + String.join(",", artifacts) + "}}");
        return Assembly.load(folder);
    }

    Deployer deployer() throws IOException {
        return deployer(name -> {
            throw new IllegalArgumentException("Parameter " + name + " not found.");
        });
    }

    Deployer deployer(UnaryOperator<String> ssm) throws IOException {
        return new Deployer(
                load(), PLACE, InstantSource.system(), List.of(things), ssm, (wanted, made, done, total) -> {});
    }

    /** Deploys one stack whose only resource has these properties; what its provider was given. */
    String resolved(String properties, String otherSections) throws IOException {
        stack("one", """
                {"Resources":{
                  "Base":{"Type":"Test::Thing"},
                  "Thing":{"Type":"Test::Thing","Properties":{"P":%s}}} %s}""".formatted(properties, otherSections));
        deployer(name -> "value of " + name).deploy("acme-one");
        return things.made.getLast().properties().path("P").toString();
    }

    static final class Things implements ResourceProvider {
        final List<Wanted> made = new ArrayList<>();
        /** What was done, for example {@code update Thing}, in order; a physical id follows what was deleted. */
        final List<String> done = new ArrayList<>();
        /** What cannot be done, for example {@code delete Thing}. */
        final Set<String> impossible = new HashSet<>();
        /** What cannot be done the next time. */
        final Set<String> impossibleOnce = new HashSet<>();
        /** The logical id of what cannot be made. */
        String refused = "";

        @Override
        public Set<String> types() {
            return Set.of("Test::Thing");
        }

        @Override
        public Made make(Wanted wanted) {
            wanted.understands("P", "Q", "Name");
            attempt("make " + wanted.logicalId());
            if (wanted.logicalId().equals(refused)) {
                throw new IllegalArgumentException(refused + " is refused");
            }
            made.add(wanted);
            String name = wanted.properties().path("Name").asText();
            return new Made(
                    wanted.stack() + "-" + wanted.logicalId() + name,
                    Map.of("Arn", "arn:" + wanted.logicalId() + name, "Endpoint.Port", "443"));
        }

        /** Another name is another thing. */
        @Override
        public Made update(Wanted wanted, Wanted before, Made there) {
            if (!wanted.properties().path("Name").equals(before.properties().path("Name"))) {
                return make(wanted);
            }
            attempt("update " + wanted.logicalId());
            made.add(wanted);
            return there;
        }

        @Override
        public void delete(Wanted was, Made there) {
            attempt("delete " + there.physicalId());
        }

        private void attempt(String what) {
            done.add(what);
            if (impossible.contains(what) || impossibleOnce.remove(what)) {
                throw new IllegalStateException(what + " is impossible");
            }
        }

        List<String> logicalIds() {
            return made.stream().map(Wanted::logicalId).toList();
        }
    }
}
