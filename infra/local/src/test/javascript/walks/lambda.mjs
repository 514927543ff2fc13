import assert from 'node:assert/strict';
import {
  DeleteFunctionConcurrencyCommand, GetAliasCommand, GetFunctionCommand, GetFunctionConcurrencyCommand, GetPolicyCommand,
  InvokeCommand, LambdaClient, PutFunctionConcurrencyCommand, ResourceNotFoundException, TooManyRequestsException,
  paginateListAliases, paginateListEventSourceMappings, paginateListFunctions, paginateListVersionsByFunction,
} from '@aws-sdk/client-lambda';
import { all } from '../walk.mjs';

const lambda = new LambdaClient({ maxAttempts: 1 });

const functions = await all(paginateListFunctions({ client: lambda, pageSize: 2 }, {}), (page) => page.Functions);
const { FunctionName } = functions.find((each) => each.FunctionName === 'slipway-local-status');
const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName }));
assert.equal(Configuration.Runtime, 'java25');
const [alias] = await all(paginateListAliases({ client: lambda }, { FunctionName }), (page) => page.Aliases);
const named = await lambda.send(new GetAliasCommand({ FunctionName, Name: alias.Name }));
assert.equal(named.FunctionVersion, alias.FunctionVersion);
const versions = await all(paginateListVersionsByFunction({ client: lambda }, { FunctionName }), (page) => page.Versions);
assert.ok(versions.some((version) => version.Version === alias.FunctionVersion));
await all(paginateListEventSourceMappings({ client: lambda }, {}), (page) => page.EventSourceMappings);
await assert.rejects(lambda.send(new GetFunctionCommand({ FunctionName: 'nobody' })), ResourceNotFoundException);
await assert.rejects(lambda.send(new GetPolicyCommand({ FunctionName: 'nobody' })), ResourceNotFoundException);

const Qualifier = alias.Name;
const answer = await lambda.send(new InvokeCommand({ FunctionName, Qualifier, Payload: '{}' }));
assert.equal(answer.StatusCode, 200);
assert.equal(answer.ExecutedVersion, alias.FunctionVersion);
JSON.parse(answer.Payload.transformToString());
assert.equal((await lambda.send(new InvokeCommand({ FunctionName, Qualifier, InvocationType: 'DryRun' }))).StatusCode, 204);

await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
assert.equal((await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }))).ReservedConcurrentExecutions, 0);
await assert.rejects(lambda.send(new InvokeCommand({ FunctionName, Qualifier, Payload: '{}' })), TooManyRequestsException);
await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
