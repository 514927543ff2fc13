package slipway.local.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipway.local.edge.Client;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.kms.Keys;
import slipway.local.kms.KmsService;
import slipway.local.time.ScaledClock;

class SsmOperationsTest {
    private static final String NAME = "'Name':'/a/b'";

    private final Place place = new Place("111122223333", "eu-central-1");
    private final ScaledClock clock = new ScaledClock(1);
    private final List<ObjectNode> events = new ArrayList<>();
    private final Keys keys = new Keys();
    private final Client kms = new Client(new KmsService(keys, place, (arn, policy) -> {}));
    private final Client client =
            new Client(new SsmDouble(new ParameterStore(place, clock, events::add), new Secrets(keys, place)));

    @AfterEach
    void stop() {
        clock.close();
    }

    @Test
    void aSecretIsShownPlainToWhoAsksAndMayUseItsKey() {
        String key = kms.json("CreateKey", "{}").at("/KeyMetadata/Arn").asText();
        put("{" + NAME + ",'Type':'SecureString','KeyId':'" + key + "','Value':'secret'}");

        assertThat(value("'WithDecryption':true")).isEqualTo("secret");
        assertThat(value("'WithDecryption':false")).isNotEmpty().doesNotContain("secret");
        assertThat(client.asked).contains("kms:Encrypt " + key, "kms:Decrypt " + key);

        client.refuse("kms:Decrypt");
        assertThat(error("GetParameter", "{" + NAME + ",'WithDecryption':true}"))
                .isEqualTo("AccessDeniedException");
        assertThat(value("'WithDecryption':false")).isNotEmpty();
        kms.json("DisableKey", "{'KeyId':'" + key + "'}");
        assertThat(error("PutParameter", "{" + NAME + ",'Overwrite':true,'Value':'x','KeyId':'" + key + "'}"))
                .isEqualTo("DisabledException");
    }

    @Test
    void awsOwnKeyIsForEverybodyWhoMayUseTheParameter() {
        put("{" + NAME + ",'Type':'SecureString','Value':'secret'}");

        assertThat(value("'WithDecryption':true")).isEqualTo("secret");
        assertThat(client.asked).noneMatch(asked -> asked.startsWith("kms:"));
        assertThat(client.json("DescribeParameters", "{}")
                        .at("/Parameters/0/KeyId")
                        .asText())
                .isEqualTo("alias/aws/ssm");
        assertThat(error("PutParameter", "{'Name':'c','Type':'SecureString','Value':'x','KeyId':'alias/none'}"))
                .isEqualTo("InvalidKeyId");
    }

    @Test
    void aParameterKeepsItsType() {
        put("{" + NAME + ",'Type':'String','Value':'1'}");

        assertThat(error("PutParameter", "{" + NAME + ",'Type':'SecureString','Overwrite':true,'Value':'1'}"))
                .isEqualTo("HierarchyTypeMismatchException");
        assertThat(error("PutParameter", "{'Name':'c','Type':'Number','Value':'1'}"))
                .isEqualTo("UnsupportedParameterType");
        assertThat(error("PutParameter", "{'Name':'c','Type':'String','KeyId':'k','Value':'1'}"))
                .isEqualTo("ValidationException");
        assertThat(error("PutParameter", "{'Name':'c','Type':'String','Policies':'[1]','Value':'1'}"))
                .isEqualTo("ValidationException");
    }

    @Test
    void aLabelNamesAVersionUntilItMoves() {
        put("{" + NAME + ",'Type':'String','Value':'1'}");
        put("{" + NAME + ",'Overwrite':true,'Value':'2'}");

        JsonNode labelled = client.json(
                "LabelParameterVersion", "{" + NAME + ",'ParameterVersion':1,'Labels':['live','aws-x','1st']}");
        assertThat(labelled.path("InvalidLabels")).isEqualTo(Json.read("[\"aws-x\",\"1st\"]"));
        JsonNode found = client.json("GetParameter", "{'Name':'/a/b:live'}").path("Parameter");
        assertThat(found.path("Value").asText()).isEqualTo("1");
        assertThat(found.path("Selector").asText()).isEqualTo(":live");
        assertThat(events.getLast().at("/detail/operation").asText()).isEqualTo("LabelParameterVersion");

        client.json("LabelParameterVersion", "{" + NAME + ",'Labels':['live']}");
        JsonNode history = client.json("GetParameterHistory", "{" + NAME + "}").path("Parameters");
        assertThat(history.at("/0/Labels")).isEmpty();
        assertThat(history.at("/1/Labels/0").asText()).isEqualTo("live");

        client.json("UnlabelParameterVersion", "{" + NAME + ",'ParameterVersion':2,'Labels':['live']}");
        assertThat(error("GetParameter", "{'Name':'/a/b:live'}")).isEqualTo("ParameterNotFound");
        assertThat(error("LabelParameterVersion", "{" + NAME + ",'ParameterVersion':9,'Labels':['live']}"))
                .isEqualTo("ParameterVersionNotFound");
    }

    @Test
    void aVersionHasAtMostTenLabelsAndTheOldestIsNotForgottenWhileItHasOne() {
        put("{" + NAME + ",'Type':'String','Value':'1'}");
        client.json("LabelParameterVersion", "{" + NAME + ",'Labels':['a','b','c','d','e','f','g','h','i','j']}");
        assertThat(error("LabelParameterVersion", "{" + NAME + ",'Labels':['k']}"))
                .isEqualTo("ParameterVersionLabelLimitExceeded");
        for (int version = 2; version <= 100; version++) {
            put("{" + NAME + ",'Overwrite':true,'Value':'" + version + "'}");
        }
        assertThat(error("PutParameter", "{" + NAME + ",'Overwrite':true,'Value':'101'}"))
                .isEqualTo("ParameterMaxVersionLimitExceeded");
    }

    @Test
    void parametersAreFoundByTheirNamePathTypeTagAndLabel() {
        put("{" + NAME + ",'Type':'String','Value':'1','Tags':[{'Key':'team','Value':'x'}]}");
        put("{'Name':'/a/b/c','Type':'StringList','Value':'1,2'}");
        client.json("LabelParameterVersion", "{'Name':'/a/b/c','Labels':['live']}");

        assertThat(names("{'Key':'Name','Option':'Contains','Values':['b/c']}")).containsExactly("/a/b/c");
        assertThat(names("{'Key':'Path','Values':['/a']}")).containsExactly("/a/b");
        assertThat(names("{'Key':'Path','Option':'Recursive','Values':['/a']}")).containsExactly("/a/b", "/a/b/c");
        assertThat(names("{'Key':'Type','Values':['StringList']}")).containsExactly("/a/b/c");
        assertThat(names("{'Key':'tag:team','Values':['x']}")).containsExactly("/a/b");
        assertThat(error("DescribeParameters", "{'ParameterFilters':[{'Key':'Colour','Values':['x']}]}"))
                .isEqualTo("InvalidFilterKey");
        String byPath = "{'Path':'/a','Recursive':true,'ParameterFilters':[{'Key':'%s','Values':['%s']}]}";
        assertThat(client.json("GetParametersByPath", byPath.formatted("Label", "live"))
                        .path("Parameters"))
                .hasSize(1);
        assertThat(error("GetParametersByPath", byPath.formatted("Name", "/a/b")))
                .isEqualTo("InvalidFilterKey");
    }

    private List<String> names(String filter) {
        return client.json("DescribeParameters", "{'ParameterFilters':[" + filter + "]}")
                .path("Parameters")
                .valueStream()
                .map(one -> one.path("Name").asText())
                .toList();
    }

    private void put(String input) {
        assertThat(client.json("PutParameter", input).path("__type").asText()).isEmpty();
    }

    private String value(String more) {
        return client.json("GetParameter", "{" + NAME + "," + more + "}")
                .at("/Parameter/Value")
                .asText();
    }

    private String error(String operation, String input) {
        return client.json(operation, input).path("__type").asText();
    }
}
