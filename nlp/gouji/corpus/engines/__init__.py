"""What schedules shards on many machines; how documents are isolated stays ours, see `gouji.corpus.pool`.

Every machine must have gouji with the extra ``corpus``, and reach the source and the folder of the job
under the same paths.  A shard is committed by the machine that did it; one that is done twice
has the same bytes.
"""
