package slipway.local.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackUpdateTest {
    private static final String BEFORE = """
            {'Resources':{
              'Base':{'Type':'Test::Thing','Properties':{'P':1}},
              'Top':{'Type':'Test::Thing','Properties':{'P':{'Fn::GetAtt':['Base','Arn']}}},
              'Aside':{'Type':'Test::Thing'}},
             'Outputs':{'Base':{'Value':{'Ref':'Base'}}}}""";

    @TempDir
    private Path folder;

    private Shop shop;
    private DeployedStack stack;

    @BeforeEach
    void create() throws IOException {
        shop = new Shop(folder);
        stack = shop.create(BEFORE);
    }

    private static String after(String from, String to) {
        return BEFORE.replace(from, to);
    }

    private void failed(String template, String why) {
        assertThatThrownBy(() -> shop.update(template))
                .isInstanceOf(DeploymentFailed.class)
                .hasMessageContaining(why);
    }

    @Test
    void nobodyIsAskedWhosePropertiesStayedTheSame() {
        shop.update(after("'P':1", "'P':2"));

        assertThat(shop.things.done).containsExactly("update Base");
        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(Shop.states(stack))
                .endsWith("UPDATE_IN_PROGRESS", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "UPDATE_COMPLETE");
        assertThat(stack.updatedAt()).isNotNull();
    }

    @Test
    void whatIsReplacedIsDeletedWhenAllElseIsDone() {
        shop.update(after("'P':1", "'P':1,'Name':'2'"));

        assertThat(shop.things.done).containsExactly("make Base", "update Top", "delete shop-Base");
        assertThat(stack.outputs())
                .singleElement()
                .satisfies(output -> assertThat(output.value()).isEqualTo("shop-Base2"));
        assertThat(stack.events())
                .filteredOn(event -> event.logicalId().equals("Base"))
                .extracting(event -> event.status() + " " + event.physicalId())
                .endsWith("UPDATE_COMPLETE shop-Base2", "DELETE_IN_PROGRESS shop-Base", "DELETE_COMPLETE shop-Base");
    }

    @Test
    void whatIsNewIsMadeAndWhatIsRemovedGoesLast() {
        shop.update("""
                {'Resources':{
                  'Base':{'Type':'Test::Thing','Properties':{'P':{'Ref':'New'}}},
                  'New':{'Type':'Test::Thing'}}}""");

        assertThat(shop.things.done).containsExactly("make New", "update Base", "delete shop-Aside", "delete shop-Top");
        assertThat(stack.resources()).extracting(StackResource::logicalId).containsExactly("Base", "New");
        assertThat(stack.outputs()).isEmpty();
    }

    @Test
    void whatAPolicyKeepsStaysAndIsTheStacksNoMore() {
        String kept = after("'Aside':{", "'Aside':{'DeletionPolicy':'Retain',")
                .replace("'Base':{", "'Base':{'UpdateReplacePolicy':'Retain',");
        shop.update(kept.replace("'P':1", "'P':2"));

        shop.update(after("'P':1", "'P':1,'Name':'2'").replace(",\n  'Aside':{'Type':'Test::Thing'}", ""));

        assertThat(shop.things.done).noneMatch(done -> done.startsWith("delete shop-Aside"));
        assertThat(Shop.resources(stack)).containsEntry("Aside", "DELETE_SKIPPED");
    }

    @Test
    void theReplacedStaysByItsPolicy() {
        shop.update(after("'P':1", "'P':1,'Name':'2'").replace("'Base':{", "'Base':{'UpdateReplacePolicy':'Retain',"));

        assertThat(shop.things.done).containsExactly("make Base", "update Top");
        assertThat(Shop.resources(stack)).containsEntry("Base", "DELETE_SKIPPED");
    }

    @Test
    void nothingToDoIsRefused() {
        failed(BEFORE, "No updates are to be performed.");
        assertThat(stack.status()).isEqualTo(StackStatus.CREATE_COMPLETE);
    }

    @Test
    void anotherTypeIsRefusedBeforeAnythingIsDone() {
        failed(
                after("'Aside':{'Type':'Test::Thing'", "'Aside':{'Type':'Test::Other'"),
                "resource type is not permitted");
        assertThat(stack.status()).isEqualTo(StackStatus.CREATE_COMPLETE);
    }

    @Test
    void whatCannotBeDeletedIsLeftAndTold() {
        shop.things.impossible.add("delete shop-Base");

        shop.update(after("'P':1", "'P':1,'Name':'2'"));

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(stack.reason()).contains("could not be deleted", "Base");
    }

    @Test
    void aFailureTakesEverythingBackInReverse() {
        shop.things.impossibleOnce.add("update Aside");

        failed(
                after("'P':1", "'P':2").replace("'Aside':{'Type':'Test::Thing'", """
                        'New':{'Type':'Test::Thing'},'Aside':{'DependsOn':['New','Top'],'Properties':{'Q':1},'Type':'Test::Thing'"""),
                "Aside (Test::Thing): update Aside is impossible");

        assertThat(shop.things.done)
                .containsExactly(
                        "update Base", "make New", "update Aside", "update Aside", "update Base", "delete shop-New");
    }

    @Test
    void aFailedUpdateLeavesTheStackAsItWas() {
        shop.things.impossible.add("make New");

        failed(
                after("'P':1", "'P':2")
                        .replace(
                                "'Aside':{'Type':'Test::Thing'",
                                "'New':{'Type':'Test::Thing','DependsOn':'Base'},'Aside':{'Type':'Test::Thing'")
                        .replace("'Value':{'Ref':'Base'}", "'Value':'other'"),
                "make New is impossible");

        assertThat(shop.things.done).containsExactly("update Base", "make New", "update Base");
        assertThat(shop.things.made.getLast().properties().path("P").asInt()).isEqualTo(1);
        assertThat(Shop.states(stack))
                .endsWith(
                        "UPDATE_IN_PROGRESS",
                        "UPDATE_ROLLBACK_IN_PROGRESS",
                        "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
                        "UPDATE_ROLLBACK_COMPLETE");
        assertThat(stack.outputs().getFirst().value()).isEqualTo("shop-Base");
        assertThat(stack.resources()).extracting(StackResource::logicalId).containsExactly("Base", "Top", "Aside");
        assertThat(stack.artifact().template().path("Resources").has("New")).isFalse();
    }

    @Test
    void theRollbackBringsBackWhatWasReplacedAndDeletesWhatTookItsPlace() {
        shop.things.impossible.add("update Top");

        failed(after("'P':1", "'P':1,'Name':'2'"), "update Top is impossible");

        // Top cannot even go back.
        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_FAILED);
        shop.things.impossible.clear();
        StackOperation.run(Shop.NAME, () -> shop.deployer.continueRollback(Shop.NAME, Set.of(), null));

        assertThat(shop.things.done)
                .containsExactly("make Base", "update Top", "update Top", "update Top", "delete shop-Base2");
        assertThat(stack.made("Base").orElseThrow().physicalId()).isEqualTo("shop-Base");
        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
    }

    @Test
    void aRollbackThatFailedCanSkipWhatIsInItsWay() {
        shop.things.impossible.addAll(List.of("make New", "update Base"));
        failed(after("'P':1", "'P':2"), "update Base is impossible");
        assertThat(stack.reason()).isEqualTo("The following resource(s) failed to update: [Base]. ");
        assertThatThrownBy(() -> shop.update(after("'P':1", "'P':3")))
                .hasMessageContaining("is in UPDATE_ROLLBACK_FAILED state and can not be updated");

        StackOperation.run(Shop.NAME, () -> shop.deployer.continueRollback(Shop.NAME, Set.of("Base"), null));

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
    }

    @Test
    void afterARollbackAnUpdateTouchesOnlyWhatDiffersAgain() {
        shop.things.impossible.add("update Base");
        assertThatThrownBy(() -> shop.update(after("'P':1", "'P':2"))).isInstanceOf(DeploymentFailed.class);
        shop.things.impossible.clear();
        StackOperation.run(Shop.NAME, () -> shop.deployer.continueRollback(Shop.NAME, Set.of(), null));

        shop.update(after("'Aside':{'Type':'Test::Thing'", "'Aside':{'Properties':{'Q':1},'Type':'Test::Thing'"));

        assertThat(shop.things.done).containsExactly("update Aside");
    }

    @Test
    void withoutARollbackItStaysAndTheNextUpdateGoesOn() {
        shop.things.impossible.add("update Aside");
        String template = after("'P':1", "'P':2")
                .replace("'Aside':{'Type':'Test::Thing'", "'Aside':{'Properties':{'Q':1},'Type':'Test::Thing'");
        assertThatThrownBy(() -> shop.update(template, OnFailure.DO_NOTHING)).isInstanceOf(DeploymentFailed.class);
        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_FAILED);

        shop.things.impossible.clear();
        shop.update(template);

        assertThat(shop.things.done).containsExactly("update Aside");
        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
    }

    @Test
    void anExportThatAnotherStackNeedsIsNotTakenAway() {
        String exporting = after("'Value':{'Ref':'Base'}", "'Value':{'Ref':'Base'},'Export':{'Name':'base'}");
        shop.update(exporting);
        shop.create("other", """
                {'Resources':{'Thing':{'Type':'Test::Thing','Properties':{'P':{'Fn::ImportValue':'base'}}}}}""");

        failed(BEFORE, "Export base cannot be deleted as it is in use by other");
        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        failed(
                exporting.replace("'P':1", "'P':1,'Name':'2'"),
                "Export base cannot be updated as it is in use by other");
        assertThatThrownBy(() -> shop.delete()).hasMessageContaining("Export base cannot be deleted");
        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_FAILED);
        assertThatThrownBy(() -> shop.create("third", """
                        {'Resources':{},'Outputs':{'Base':{'Value':'x','Export':{'Name':'base'}}}}"""))
                .hasMessageContaining("Export with name base is already exported by stack shop.");

        StackOperation.run("other", () -> shop.deployer.delete("other", Set.of(), null));
        shop.delete();
        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
    }
}
