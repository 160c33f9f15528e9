import { useHash } from '@mantine/hooks';
import { useMemo } from 'react';

/** Which page it is, what of, and what was chosen on it: `#/packages/ID`, `#/sessions?state=failed`. */
export function useAddress(home: string) {
  const [hash, setHash] = useHash();
  return useMemo(() => {
    const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
    const [page = '', id = ''] = path.split('/');
    const chosen = Object.fromEntries(new URLSearchParams(query));
    const choose = (name: string, value: string) => {
      const next = new URLSearchParams(Object.entries({ ...chosen, [name]: value }).filter(([, text]) => text !== ''));
      setHash(`/${path}${next.size > 0 ? `?${next.toString()}` : ''}`);
    };
    return { page: page || home, id: decodeURIComponent(id), chosen, choose };
  }, [hash, setHash, home]);
}
