import { countText, timeText } from '@app/appliance';
import { Listing, outcomeOf, Sheet, State, type Column, type Tone } from '@app/web';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { api, type InboxFile } from '../api/client';
import { usePolled } from '../api/use-polled';
import { useWords } from '../api/use-words';
import { Note, RowActions } from '../parts/bar';
import { Question } from '../parts/question';

const ask = (headers: Record<string, string>) => outcomeOf(api.GET('/api/v1/inbox-files', { headers }));
type Asked = { readonly file: InboxFile; readonly about: 'approve' | 'refuse' };

/** Files that ERPs handed in; a held one waits here for somebody's word. */
export function Files() {
  const words = useWords();
  const { data, askAgain } = usePolled(ask);
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => {
    setAsked(null);
    askAgain();
  };
  const columns: Column<InboxFile>[] = [
    { label: 'File', of: ({ name }) => name },
    { label: 'State', of: (file) => <FileState file={file} /> },
    { label: 'Came', of: ({ foundAt }) => timeText(foundAt, words), isNumber: true },
    { label: 'Rows', of: ({ lineCount }) => lineCount.toLocaleString('en-GB'), isNumber: true },
    { label: 'Not taken', of: ({ refusedCount }) => refusedCount || null, isNumber: true },
  ];
  return (
    <>
      {asked && <FileQuestion key={asked.file.fileId + asked.about} asked={asked} onClose={close} />}
      <Sheet
        title="Files of ERPs"
        lead="What came through the inbox, newest first. A full file that looks wrong is held until somebody decides."
      >
        {data && (
          <Listing
            rows={data.files}
            columns={columns}
            keyOf={({ fileId }) => fileId}
            empty="Files stand here after the first one came into the inbox."
            action={(file) => file.state === 'held' && <Decide file={file} onAsk={setAsked} />}
          />
        )}
      </Sheet>
    </>
  );
}

function Decide({ file, onAsk }: { file: InboxFile; onAsk: (asked: Asked) => void }) {
  const button = { size: 'xs', variant: 'default' } as const;
  return (
    <RowActions>
      <Button {...button} onClick={() => onAsk({ file, about: 'approve' })}>Take it</Button>
      <Button {...button} onClick={() => onAsk({ file, about: 'refuse' })}>Do not take it</Button>
    </RowActions>
  ); // prettier-ignore
}

const STATES: Readonly<Record<InboxFile['state'], readonly [Tone, string]>> = {
  reading: ['info', 'Is read'],
  held: ['limited', 'Held'],
  applying: ['info', 'Is taken'],
  done: ['good', 'Taken'],
  repeated: ['quiet', 'Came before'],
  refused: ['bad', 'Not taken'],
};

function FileState({ file: { state, reason } }: { file: InboxFile }) {
  const [tone, word] = STATES[state];
  return (
    <span>
      <State tone={tone} word={word} />
      {reason && <Note>{reason}</Note>}
    </span>
  );
}

function FileQuestion({ asked: { file, about }, onClose }: { asked: Asked; onClose: () => void }) {
  const params = { path: { fileId: file.fileId } };
  const held = `${countText(file.lineCount, 'row')}. Held because: ${file.reason ?? 'it looks wrong'}.`;
  if (about === 'approve') {
    return (
      <Question
        title={`Take ${file.name}?`}
        lead={`${held} It replaces what its series brought before, in every store it is for.`}
        confirm="Take it"
        isDanger
        act={() => outcomeOf(api.POST('/api/v1/inbox-files/{fileId}/approve', { params }))}
        onClose={onClose}
      />
    );
  }
  return (
    <Question
      title={`Leave ${file.name} out?`}
      lead={`${held} Stores keep what they have. The ERP can send another file.`}
      confirm="Do not take it"
      act={() => outcomeOf(api.POST('/api/v1/inbox-files/{fileId}/refuse', { params }))}
      onClose={onClose}
    />
  );
}
