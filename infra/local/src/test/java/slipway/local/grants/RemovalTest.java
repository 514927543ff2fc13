package slipway.local.grants;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import slipway.local.iam.Grant;
import slipway.local.json.Json;

class RemovalTest {
    private static final JsonNode DEPLOYED = json("""
            {'Effect':'Allow','Action':['sqs:SendMessage','sqs:PurgeQueue'],'Resource':'arn:aws:sqs:x:1:orders'}""");
    private static final String WRITTEN = """
            {'Effect':'Allow','Action':['sqs:SendMessage','sqs:PurgeQueue'],'Resource':{'Fn::GetAtt':['Orders','Arn']}}""";
    private static final String OTHER = """
            {'Effect':'Allow','Action':['sqs:SendMessage','sqs:PurgeQueue'],'Resource':'arn:aws:sqs:x:1:dead'}""";

    @Test
    void anActionIsTriedOnceWithTheTestThatCalledLeastFirst() {
        Map<String, Set<Grant>> records = new LinkedHashMap<>();
        records.put("BigIT", Set.of(grant("worker", "sqs:SendMessage"), grant("worker", "sqs:PurgeQueue")));
        records.put("SmallIT", Set.of(grant("other", "sqs:SendMessage")));

        List<Removal> removals = Removal.of(records);

        assertThat(removals).extracting(Removal::action).containsExactly("sqs:PurgeQueue", "sqs:SendMessage");
        assertThat(removals.getLast().tests()).containsExactly("SmallIT", "BigIT");
        assertThat(removals.getLast().title()).startsWith("sqs:SendMessage of other, worker on ");
    }

    @Test
    void theActionLeavesTheStatementOfThatRoleAlone() {
        JsonNode template = template("""
                'Worker':{'Type':'AWS::IAM::Role','Properties':{'RoleName':'worker','Policies':[
                  {'PolicyName':'own','PolicyDocument':{'Statement':[%s,%s]}}]}},
                'Other':{'Type':'AWS::IAM::Role','Properties':{'RoleName':'other','Policies':[
                  {'PolicyName':'own','PolicyDocument':{'Statement':[%s]}}]}}""".formatted(OTHER, WRITTEN, WRITTEN));

        assertThat(removal("sqs:PurgeQueue").applyTo(template)).isTrue();

        JsonNode worker = template.at("/Resources/Worker/Properties/Policies/0/PolicyDocument/Statement");
        assertThat(worker.get(0)).isEqualTo(json(OTHER));
        assertThat(worker.at("/1/Action")).isEqualTo(json("['sqs:SendMessage']"));
        assertThat(template.at("/Resources/Other").toString()).contains("sqs:PurgeQueue");
    }

    @Test
    void aStatementGoesWithItsLastAction() {
        JsonNode single = json("""
                {'Effect':'Allow','Action':'sqs:PurgeQueue','Resource':'*'}""");
        JsonNode template = template("""
                'Own':{'Type':'AWS::IAM::Policy','Properties':{'PolicyName':'own','PolicyDocument':{'Statement':[%s]}}}""".formatted(single));
        Grant grant = new Grant("worker", "own", single, "sqs:PurgeQueue", "*");

        assertThat(Removal.of(Map.of("SomeIT", Set.of(grant))).getFirst().applyTo(template))
                .isTrue();

        assertThat(template.at("/Resources/Own/Properties/PolicyDocument/Statement"))
                .isEmpty();
        assertThat(removal("sqs:SendMessage").applyTo(template)).isFalse();
    }

    private static Removal removal(String action) {
        return Removal.of(Map.of("SomeIT", Set.of(grant("worker", action)))).getFirst();
    }

    private static Grant grant(String role, String action) {
        return new Grant(role, "own", DEPLOYED, action, "arn:aws:sqs:x:1:orders");
    }

    private static JsonNode template(String resources) {
        return json("{'Resources':{" + resources + "}}");
    }

    private static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"'));
    }
}
